-- What has been erased stays so: whatever comes after its erasure, and what was set aside, loses its sealed bytes too.

create index erased_names on erased (dev, n);
alter table erased add column stream bytea;
create policy appending on quarantine to luotsi_relay using (true);
grant select (org, dev, n, header), update (sealed) on quarantine to luotsi_relay;

-- Drops the sealed bytes of the caller's own changes in one stream, at the reader only what nobody there has pulled;
-- remembers the names of those that have not come yet.
create or replace function erase_changes(p_stream bytea, p_devs bytea[], p_ns bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    me bytea := app_org();
begin
    if me is null then
        raise exception 'no organisation is set' using errcode = 'insufficient_privilege';
    end if;
    insert into erased (org, dev, n, stream)
        select me, u.dev, u.n, p_stream from unnest(p_devs, p_ns) as u (dev, n)
        where not exists (
            select from feed f where f.org = me and f.author = me and f.dev = u.dev and f.n = u.n
                and unb64(convert_from(f.header, 'UTF8')::jsonb ->> 'stream') <> p_stream
        )
        on conflict (org, dev, n) do update set stream = excluded.stream;
    perform drop_erased(p_devs, p_ns);
    update quarantine q set sealed = null from unnest(p_devs, p_ns) as u (dev, n)
        where q.org = me and q.dev = u.dev and q.n = u.n
            and unb64(convert_from(q.header, 'UTF8')::jsonb ->> 'stream') = p_stream;
end $$;

-- Drops the sealed bytes of those of the caller's changes with these names that have been erased.
create function drop_erased(p_devs bytea[], p_ns bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    me bytea := app_org();
begin
    update feed f set sealed = null from unnest(p_devs, p_ns) as u (dev, n), erased e, counter c
        where f.author = me and f.dev = u.dev and f.n = u.n and f.sealed is not null
            and f.org in (me, (select s.reader from stream s where s.org = me and s.stream = e.stream))
            and e.org = me and e.dev = f.dev and e.n = f.n
            and e.stream = unb64(convert_from(f.header, 'UTF8')::jsonb ->> 'stream')
            and c.org = f.org and (f.org = me or f.seq > c.pulled);
end $$;

-- Drops the files that the caller's erased changes named, unless a change that was not erased names them too, or a
-- reader who has pulled the change still holds it.
create or replace function drop_erased_files(p_stream bytea, p_devs bytea[], p_ns bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    me   bytea := app_org();
    gone bytea[];
begin
    select array_agg(unb64(named.file)) into gone
        from feed f
        join unnest(p_devs, p_ns) as u (dev, n) on f.dev = u.dev and f.n = u.n
        join erased e on e.org = me and e.dev = f.dev and e.n = f.n
        cross join lateral jsonb_array_elements_text(convert_from(f.header, 'UTF8')::jsonb -> 'files') as named (file)
        where f.org = me and f.author = me and unb64(convert_from(f.header, 'UTF8')::jsonb ->> 'stream') = p_stream
            and not exists (
                select from feed r join stream s on s.org = me and s.stream = p_stream and s.reader = r.org
                where r.author = me and r.dev = f.dev and r.n = f.n and r.sealed is not null
            )
            and not exists (
                select from feed k where k.org = me and k.author = me and k.sealed is not null
                    and jsonb_exists(convert_from(k.header, 'UTF8')::jsonb -> 'files', named.file)
            );
    delete from chunk c where c.org = me and c.file = any(gone);
    delete from file f where f.org = me and f.file = any(gone);
end $$;

grant create on schema public to luotsi_relay;
alter function drop_erased(bytea[], bigint[]) owner to luotsi_relay;
alter function erase_changes(bytea, bytea[], bigint[]) owner to luotsi_relay;
alter function drop_erased_files(bytea, bytea[], bigint[]) owner to luotsi_relay;
revoke create on schema public from luotsi_relay;
revoke all on function drop_erased from public;
grant execute on function drop_erased to luotsi_app;
