-- Roles luotsi_app (the service, never owner, never above row security) and luotsi_relay (owner of the functions that
-- append) are made beforehand. app.org is set for one transaction at a time; without it no row of an organisation shows.

create function app_org() returns bytea language sql stable parallel safe
    as $$ select decode(nullif(current_setting('app.org', true), ''), 'hex') $$;

create function unb64(text_value text) returns bytea language sql immutable strict parallel safe
    as $$ select decode(rpad(translate(text_value, '-_', '+/'), (length(text_value) + 3) / 4 * 4, '='), 'base64') $$;

-- What every enrolled laptop may read: the directory, the rosters, and which organisation a device id belongs to.

create table directory (
    version bigint primary key check (version > 0),
    hash    bytea  not null,
    bytes   bytea  not null,
    sigs    bytea[] not null -- root key, signature, root key, signature …
);

create table roster (
    org     bytea  not null,
    version bigint not null check (version > 0),
    hash    bytea  not null,
    bytes   bytea  not null,
    sig     bytea  not null,
    primary key (org, version)
);

create table device_home (
    dev bytea primary key,
    org bytea not null,
    key bytea not null
);

-- What belongs to one organisation.

create table device (
    org        bytea  not null,
    dev        bytea  not null,
    key        bytea  not null,
    n          bigint not null default 0,
    hash       bytea  not null default '',
    state      text   not null default 'active' check (state in ('active', 'suspended', 'forked', 'retired')),
    until_n    bigint,
    until_hash bytea,
    primary key (org, dev)
);

create table handover (
    org     bytea  not null,
    dev     bytea  not null,
    version bigint not null,
    bytes   bytea  not null,
    sig     bytea  not null,
    primary key (org, dev, version)
);

create table invitation (
    org       bytea not null,
    code_hash bytea not null,
    until     timestamptz not null,
    primary key (org, code_hash)
);

create table invitation_try (
    org    bytea not null,
    minute timestamptz not null,
    tries  integer not null,
    primary key (org, minute)
);

create table enrolment (
    org     bytea not null,
    ticket  bytea not null,
    own_org bytea not null,
    key     bytea not null,
    kem     bytea not null,
    name    text  not null,
    asked   timestamptz not null,
    primary key (org, ticket)
);

create table stream (
    org    bytea   not null,
    stream bytea   not null,
    reader bytea   not null,
    closed boolean not null default false,
    primary key (org, stream)
);

create table counter (
    org       bytea  primary key,
    head      bigint not null default 0,
    feed_hash bytea  not null,
    pulled    bigint not null default 0
);

create table feed (
    org       bytea   not null,
    seq       bigint  not null,
    author    bytea   not null,
    dev       bytea   not null,
    n         bigint  not null,
    hash      bytea   not null,
    feed_hash bytea   not null,
    header    bytea   not null,
    sig       bytea   not null,
    sealed    bytea,
    received  timestamptz not null,
    withheld  boolean not null,
    primary key (org, seq),
    unique (org, author, dev, n)
);
create index feed_by_hash on feed (org, hash);

create table erased (
    org bytea  not null,
    dev bytea  not null,
    n   bigint not null,
    primary key (org, dev, n)
);

create table quarantine (
    org      bytea  not null,
    dev      bytea  not null,
    n        bigint not null,
    hash     bytea  not null,
    reason   text   not null,
    header   bytea  not null,
    sig      bytea  not null,
    sealed   bytea,
    received timestamptz not null,
    primary key (org, dev, n)
);

create table request_nonce (
    org   bytea not null,
    dev   bytea not null,
    nonce bytea not null,
    at    timestamptz not null,
    primary key (org, dev, nonce)
);

-- Sealed bytes do not shrink; short rows stay whole.
alter table feed alter column sealed set storage external;
alter table feed set (toast_tuple_target = 8160);
alter table quarantine alter column sealed set storage external;

do $$
declare t text;
begin
    foreach t in array array['roster', 'device_home', 'device', 'handover', 'invitation', 'invitation_try', 'enrolment',
                             'stream', 'counter', 'feed', 'erased', 'quarantine', 'request_nonce'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy own on %I to luotsi_app using (org = (select app_org()))'
                       ' with check (org = (select app_org()))', t);
    end loop;
end $$;
create policy everybody_reads on roster for select to luotsi_app using (true);
create policy everybody_reads on device_home for select to luotsi_app using (true);

create policy appending on counter to luotsi_relay using (true) with check (true);
create policy appending on feed to luotsi_relay using (true) with check (true);
create policy appending on erased to luotsi_relay using (true) with check (true);
create policy appending on stream for select to luotsi_relay using (true);

grant select on directory to luotsi_app;
grant select, insert on roster, device_home to luotsi_app;
grant select, insert, delete on handover, invitation, enrolment, quarantine, request_nonce to luotsi_app;
grant select, insert, update, delete on invitation_try to luotsi_app;
grant select, insert on device to luotsi_app;
grant update (n, hash, state, until_n, until_hash) on device to luotsi_app;
grant select, insert on stream to luotsi_app;
grant update (closed) on stream to luotsi_app;
grant select on counter, feed, erased to luotsi_app;

grant select, insert, update on counter, feed, erased to luotsi_relay;
grant select on stream to luotsi_relay;

-- The only way into a feed. The rows lie one behind the other in p_rows: header, signature (64 bytes), sealed bytes
-- (length -1: erased). Into another organisation's feed goes only what the caller's organisation wrote in an open
-- stream with that reader. Rows the receiver has are skipped. Returns the new head, null for an unknown receiver.
create function append_feed(
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
begin
    if me is null then
        raise exception 'no organisation is set' using errcode = 'insufficient_privilege';
    end if;
    select c.head, c.feed_hash into newest, chain from counter c where c.org = p_receiver for update;
    if not found then
        return null;
    end if;
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
        digest := sha256(header);
        insert into feed (org, seq, author, dev, n, hash, feed_hash, header, sig, sealed, received, withheld)
        values (
            p_receiver, newest + 1, p_author, p_dev, p_ns[i], digest, sha256(chain || digest), header,
            substring(p_rows from start + p_header_lengths[i] for 64),
            case when p_sealed_lengths[i] >= 0
                then substring(p_rows from start + p_header_lengths[i] + 64 for p_sealed_lengths[i]) end,
            p_received, p_withheld[i]
        ) on conflict (org, author, dev, n) do nothing;
        if found then
            newest := newest + 1;
            chain := sha256(chain || digest);
        end if;
        start := start + p_header_lengths[i] + 64 + greatest(p_sealed_lengths[i], 0);
    end loop;
    update counter c set head = newest, feed_hash = chain where c.org = p_receiver;
    return newest;
end $$;

-- Opens the feed of an organisation that the newest directory names.
create function open_feed(p_org bytea) returns void language sql security definer set search_path = public, pg_temp
    as $$ insert into counter (org, feed_hash)
          values (p_org, sha256('\x6c756f7473692f31206665656400'::bytea || p_org)) on conflict do nothing $$;

-- Remembers how far the connection's organisation has pulled; erasure at a reader asks for it.
create function note_pulled(p_seq bigint) returns void language sql security definer set search_path = public, pg_temp
    as $$ update counter set pulled = p_seq where org = app_org() and pulled < p_seq and head >= p_seq $$;

-- Drops the sealed bytes of the caller's own changes in one stream, at the reader only what nobody there has pulled.
create function erase_changes(p_stream bytea, p_devs bytea[], p_ns bigint[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    me bytea := app_org();
begin
    if me is null then
        raise exception 'no organisation is set' using errcode = 'insufficient_privilege';
    end if;
    insert into erased (org, dev, n)
        select me, f.dev, f.n from feed f join unnest(p_devs, p_ns) as u (dev, n) on f.dev = u.dev and f.n = u.n
        where f.org = me and f.author = me
            and unb64(convert_from(f.header, 'UTF8')::jsonb ->> 'stream') = p_stream
        on conflict do nothing;
    update feed f set sealed = null from unnest(p_devs, p_ns) as u (dev, n), erased e, counter c
        where f.author = me and f.dev = u.dev and f.n = u.n
            and f.org in (me, (select s.reader from stream s where s.org = me and s.stream = p_stream))
            and e.org = me and e.dev = f.dev and e.n = f.n
            and c.org = f.org and (f.org = me or f.seq > c.pulled);
end $$;

grant create on schema public to luotsi_relay;
alter function append_feed(bytea, bytea, bytea, bigint[], bytea, integer[], integer[], boolean[], timestamptz)
    owner to luotsi_relay;
alter function note_pulled(bigint) owner to luotsi_relay;
alter function erase_changes(bytea, bytea[], bigint[]) owner to luotsi_relay;
alter function open_feed(bytea) owner to luotsi_relay;
revoke create on schema public from luotsi_relay;
revoke all on function append_feed, note_pulled, erase_changes, open_feed from public;
grant execute on function append_feed, note_pulled, erase_changes to luotsi_app;
grant execute on function open_feed to current_user;
grant select on schema_version to luotsi_app;
