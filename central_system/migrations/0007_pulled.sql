-- Reading waits for nobody: how far an organisation has pulled stands in a row of its own, which no push locks, and is
-- kept without waiting for a standby. What is lost of it with a primary is noted again by the next page that brings something.

create table pulled (
    org bytea  primary key,
    seq bigint not null
);
alter table pulled enable row level security;
alter table pulled force row level security;
create policy own on pulled to luotsi_app using (org = (select app_org())) with check (org = (select app_org()));
create policy appending on pulled to luotsi_relay using (true) with check (true);
grant select on pulled to luotsi_app;
grant select, insert, update on pulled to luotsi_relay;
insert into pulled select org, pulled from counter where pulled > 0;

-- Remembers how far the connection's organisation has pulled; erasure at a reader asks for it. It is the only thing
-- that its transaction writes.
create or replace function note_pulled(p_seq bigint) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into pulled as p (org, seq) select c.org, p_seq from counter c where c.org = app_org() and c.head >= p_seq
        on conflict (org) do update set seq = excluded.seq where p.seq < excluded.seq;
    perform set_config('synchronous_commit', 'off', true);
end $$;

-- Drops the sealed bytes of those of the caller's changes with these names that have been erased.
create or replace function drop_erased(p_devs bytea[], p_ns bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    me bytea := app_org();
begin
    update feed f set sealed = null from unnest(p_devs, p_ns) as u (dev, n), erased e
        where f.author = me and f.dev = u.dev and f.n = u.n and f.sealed is not null
            and f.org in (me, (select s.reader from stream s where s.org = me and s.stream = e.stream))
            and e.org = me and e.dev = f.dev and e.n = f.n
            and e.stream = unb64(convert_from(f.header, 'UTF8')::jsonb ->> 'stream')
            and (f.org = me or f.seq > coalesce((select p.seq from pulled p where p.org = f.org), 0));
end $$;

grant create on schema public to luotsi_relay;
alter function note_pulled(bigint) owner to luotsi_relay;
alter function drop_erased(bytea[], bigint[]) owner to luotsi_relay;
revoke create on schema public from luotsi_relay;
