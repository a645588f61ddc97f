-- Commands of administrators to their own organisation's laptops, signed: the central system only carries them.
create table command (
    org     bytea not null,
    dev     bytea not null,
    id      bytea not null,
    verb    text  not null check (verb in ('lock', 'wipe')),
    bytes   bytea not null,
    sig     bytea not null,
    given   timestamptz not null,
    expires timestamptz not null,
    fetched timestamptz,
    obeyed  timestamptz,
    primary key (org, dev, id)
);
alter table command enable row level security;
alter table command force row level security;
create policy own on command to luotsi_app using (org = (select app_org())) with check (org = (select app_org()));
grant select, insert on command to luotsi_app;
grant update (fetched, obeyed) on command to luotsi_app;
