-- Appending to a feed in one statement instead of one for each change, and a smaller index for the question which
-- changes are there: an index of hashes alone is written to in far fewer places.

set local statement_timeout = 0;
create index if not exists feed_hashes on feed using hash (hash);
drop index feed_by_hash;

-- The only way into a feed. The rows lie one behind the other in p_rows: header, signature (64 bytes), sealed bytes
-- (length -1: erased); p_ns ascend. Into another organisation's feed goes only what the caller's organisation wrote in
-- an open stream with that reader. Rows the receiver has are skipped. Returns the new head, null for an unknown receiver.
create or replace function append_feed(
    p_receiver bytea, p_author bytea, p_dev bytea, p_ns bigint[], p_rows bytea, p_header_lengths integer[],
    p_sealed_lengths integer[], p_withheld boolean[], p_received timestamptz
) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
    me     bytea := app_org();
    newest bigint;
    chain  bytea;
    start  integer := 1;
    header bytea;
    digest bytea;
    parsed jsonb;
    held   bigint[];
    places integer[] := '{}';
    starts integer[] := '{}';
    hashes bytea[]   := '{}';
    chains bytea[]   := '{}';
begin
    if me is null then
        raise exception 'no organisation is set' using errcode = 'insufficient_privilege';
    end if;
    select c.head, c.feed_hash into newest, chain from counter c where c.org = p_receiver for update;
    if not found then
        return null;
    end if;
    select coalesce(array_agg(f.n), '{}') into held from feed f
        where f.org = p_receiver and f.author = p_author and f.dev = p_dev and f.n = any(p_ns);
    for i in 1 .. cardinality(p_ns) loop
        header := substring(p_rows from start for p_header_lengths[i]);
        if p_receiver <> me then
            parsed := convert_from(header, 'UTF8')::jsonb;
            if p_author <> me or unb64(parsed ->> 'org') <> me or not exists (
                select from stream s where s.org = me and s.stream = unb64(parsed ->> 'stream')
                    and s.reader = p_receiver and not s.closed
            ) then
                raise exception 'not the reader of an open stream' using errcode = 'insufficient_privilege';
            end if;
        end if;
        if p_ns[i] <> all(held) then
            digest := sha256(header);
            chain := sha256(chain || digest);
            places := places || i;
            starts := starts || start;
            hashes := hashes || digest;
            chains := chains || chain;
        end if;
        start := start + p_header_lengths[i] + 64 + greatest(p_sealed_lengths[i], 0);
    end loop;
    insert into feed (org, seq, author, dev, n, hash, feed_hash, header, sig, sealed, received, withheld)
    select p_receiver, newest + u.k, p_author, p_dev, p_ns[u.i], u.hash, u.chain,
        substring(p_rows from u.start for p_header_lengths[u.i]),
        substring(p_rows from u.start + p_header_lengths[u.i] for 64),
        case when p_sealed_lengths[u.i] >= 0
            then substring(p_rows from u.start + p_header_lengths[u.i] + 64 for p_sealed_lengths[u.i]) end,
        p_received, p_withheld[u.i]
    from unnest(places, starts, hashes, chains) with ordinality as u (i, start, hash, chain, k);
    newest := newest + cardinality(places);
    update counter c set head = newest, feed_hash = chain where c.org = p_receiver;
    return newest;
end $$;
