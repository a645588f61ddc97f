-- One more sum for the operator: sealed parts that laptops asked for and nobody has given back.

drop function totals();
create function totals(
    out organisations bigint, out laptops bigint, out changes bigint, out set_aside bigint, out forked bigint,
    out waiting bigint, out files bigint, out missing bigint
) language sql stable security definer set search_path = public, pg_temp as $$
    select (select count(*) from counter), (select count(*) from device where state <> 'retired'),
        (select coalesce(sum(head), 0)::bigint from counter), (select count(*) from quarantine),
        (select count(*) from device where state = 'forked'), (select count(*) from enrolment),
        (select count(*) from file),
        (select count(*) from sought s join feed f on f.org = s.org and f.hash = s.hash
            where not part_fits(f.header, f.sealed) and not part_erased(f.author, f.dev, f.n, f.header))
$$;

grant create on schema public to luotsi_relay;
alter function totals() owner to luotsi_relay;
revoke create on schema public from luotsi_relay;
revoke all on function totals from public;
grant execute on function totals to luotsi_app;
