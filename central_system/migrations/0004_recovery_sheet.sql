-- The recovery sheet in force may ask for the ring that was handed over to it: its key is told apart like a laptop's.
-- Rosters published from now on make it known; here those that are there already. An owner who is not above row
-- security is let at both tables for this once. A device id is the first half of the hash of its label and its key.
alter table roster no force row level security;
alter table device_home no force row level security;
insert into device_home (dev, org, key)
    select substring(sha256('\x6c756f7473692f312064657669636500'::bytea || sheet.key) for 16), sheet.org, sheet.key
    from (
        select distinct on (org) org, unb64(convert_from(bytes, 'UTF8')::jsonb -> 'recovery' ->> 'sign') as key
        from roster order by org, version desc
    ) as sheet
    on conflict do nothing;
alter table device_home force row level security;
alter table roster force row level security;
