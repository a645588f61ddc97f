-- Encrypted files in sealed chunks, each organisation its own, and what the operator may count.

create table file (
    org    bytea   not null,
    file   bytea   not null,
    chunks integer not null check (chunks between 1 and 256),
    since  timestamptz not null,
    primary key (org, file)
);

create table chunk (
    org    bytea   not null,
    file   bytea   not null,
    place  integer not null check (place >= 0),
    sealed bytea   not null,
    primary key (org, file, place)
);
alter table chunk alter column sealed set storage external;

do $$
declare t text;
begin
    foreach t in array array['file', 'chunk'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy own on %I to luotsi_app using (org = (select app_org()))'
                       ' with check (org = (select app_org()))', t);
        execute format('create policy giving on %I to luotsi_relay using (true)', t);
    end loop;
    foreach t in array array['device', 'enrolment', 'quarantine'] loop
        execute format('create policy counting on %I for select to luotsi_relay using (true)', t);
    end loop;
end $$;

grant select, insert on file, chunk to luotsi_app;
grant select, delete on file, chunk to luotsi_relay;
grant select on device, enrolment, quarantine to luotsi_relay;

create function b64(octets bytea) returns text language sql immutable strict parallel safe
    as $$ select rtrim(translate(replace(encode(octets, 'base64'), E'\n', ''), '+/', '-_'), '=') $$;

-- One chunk of a file of the caller's own organisation, or of one that a change in the caller's feed names in `files`.
create function file_chunk(p_author bytea, p_file bytea, p_place integer, p_change bytea) returns bytea
    language sql stable security definer set search_path = public, pg_temp as $$
    select c.sealed from chunk c
    where c.org = p_author and c.file = p_file and c.place = p_place
        and (p_author = app_org() or exists (
            select from feed f
            where f.org = app_org() and f.hash = p_change and f.author = p_author
                and jsonb_exists(convert_from(f.header, 'UTF8')::jsonb -> 'files', b64(p_file))
        ))
$$;

-- Drops the files that the caller's erased changes named, unless a reader who has pulled the change still holds it.
create function drop_erased_files(p_stream bytea, p_devs bytea[], p_ns bigint[]) returns void
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
            );
    delete from chunk c where c.org = me and c.file = any(gone);
    delete from file f where f.org = me and f.file = any(gone);
end $$;

-- Sums over everybody, for the operator: no id, no name, nothing of one organisation.
create function totals(
    out organisations bigint, out laptops bigint, out changes bigint, out set_aside bigint, out forked bigint,
    out waiting bigint, out files bigint
) language sql stable security definer set search_path = public, pg_temp as $$
    select (select count(*) from counter), (select count(*) from device where state <> 'retired'),
        (select coalesce(sum(head), 0)::bigint from counter), (select count(*) from quarantine),
        (select count(*) from device where state = 'forked'), (select count(*) from enrolment),
        (select count(*) from file)
$$;

grant create on schema public to luotsi_relay;
alter function file_chunk(bytea, bytea, integer, bytea) owner to luotsi_relay;
alter function drop_erased_files(bytea, bytea[], bigint[]) owner to luotsi_relay;
alter function totals() owner to luotsi_relay;
revoke create on schema public from luotsi_relay;
revoke all on function file_chunk, drop_erased_files, totals from public;
grant execute on function file_chunk, drop_erased_files, totals to luotsi_app;
