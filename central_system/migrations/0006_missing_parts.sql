-- Sealed parts that the central system lacks though nobody erased them: what has been asked for, and taking it back.

create table sought (
    org  bytea not null, -- whose laptops wrote the change
    hash bytea not null,
    primary key (org, hash)
);
alter table sought enable row level security;
alter table sought force row level security;
create policy own on sought to luotsi_app using (org = (select app_org())) with check (org = (select app_org()));
create policy appending on sought to luotsi_relay using (true) with check (true);
grant select on sought to luotsi_app;
grant select, insert, delete on sought to luotsi_relay;

-- Whether the sealed part that lies beside a header is the one that the header names.
create function part_fits(p_header bytea, p_sealed bytea) returns boolean language sql immutable parallel safe
    as $$ select p_sealed is not null
              and sha256(p_sealed) = unb64(convert_from(p_header, 'UTF8')::jsonb ->> 'sealed') $$;

-- Whether a change of an organisation has been erased in its own stream, as far as the caller may see.
create function part_erased(p_author bytea, p_dev bytea, p_n bigint, p_header bytea) returns boolean
    language sql stable parallel safe
    as $$ select exists (
              select from erased e where e.org = p_author and e.dev = p_dev and e.n = p_n and (
                  e.stream is null or e.stream = unb64(convert_from(p_header, 'UTF8')::jsonb ->> 'stream')
              )
          ) $$;

-- Notes for the laptops of those who wrote them which changes of the caller's feed have no sound sealed part.
create function seek_parts(p_hashes bytea[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if app_org() is null then
        raise exception 'no organisation is set' using errcode = 'insufficient_privilege';
    end if;
    insert into sought (org, hash)
        select f.author, f.hash from feed f
        where f.org = app_org() and f.hash = any(p_hashes)
            and not part_fits(f.header, f.sealed) and not part_erased(f.author, f.dev, f.n, f.header)
        order by f.author, f.hash
        on conflict do nothing;
end $$;

-- Takes the sealed parts of the caller's own changes where they are lacking, at the caller and at who reads them.
create function fill_parts(p_dev bytea, p_ns bigint[], p_sealed bytea[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    me bytea := app_org();
begin
    if me is null then
        raise exception 'no organisation is set' using errcode = 'insufficient_privilege';
    end if;
    update feed f set sealed = u.sealed from unnest(p_ns, p_sealed) as u (n, sealed)
        where (f.org = me or f.org in (select s.reader from stream s where s.org = me))
            and f.author = me and f.dev = p_dev and f.n = u.n
            and not part_fits(f.header, f.sealed) and part_fits(f.header, u.sealed)
            and not part_erased(me, f.dev, f.n, f.header);
    delete from sought s using feed f
        where s.org = me and f.org = me and f.author = me and f.dev = p_dev and f.n = any(p_ns) and s.hash = f.hash;
end $$;

grant create on schema public to luotsi_relay;
alter function seek_parts(bytea[]) owner to luotsi_relay;
alter function fill_parts(bytea, bigint[], bytea[]) owner to luotsi_relay;
revoke create on schema public from luotsi_relay;
revoke all on function seek_parts, fill_parts from public;
grant execute on function seek_parts, fill_parts to luotsi_app;
