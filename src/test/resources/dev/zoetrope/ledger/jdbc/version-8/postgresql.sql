-- A PostgreSQL database of version 8 as the migrations 1 to 8 and the program of that time made it: the tables and indexes as
-- the catalog described them, the history of the migrations, and rows of every state. zoetrope.db is the same for SQLite.
create table flyway_schema_history (
    installed_rank integer not null,
    version character varying(50),
    description character varying(200) not null,
    type character varying(20) not null,
    script character varying(1000) not null,
    checksum integer,
    installed_by character varying(100) not null,
    installed_on timestamp without time zone default now() not null,
    execution_time integer not null,
    success boolean not null,
    constraint flyway_schema_history_pk PRIMARY KEY (installed_rank)
);
CREATE INDEX flyway_schema_history_s_idx ON flyway_schema_history USING btree (success);
create table task (
    id text not null,
    caller text not null,
    created_at bigint not null,
    state text not null,
    status text not null,
    step text,
    version bigint not null,
    updated_at bigint not null,
    due_at bigint,
    attempts integer not null,
    vendor_id text,
    progress integer not null,
    estimate integer,
    detail text,
    request text not null,
    fingerprint bigint,
    idempotency_key text,
    reply_until bigint,
    reply_no integer default 0 not null,
    replica bigint default 0 not null,
    served bigint default 0 not null,
    origin text,
    permit bigint default 0 not null,
    constraint task_pkey PRIMARY KEY (id)
);
CREATE INDEX task_answered ON task USING btree (caller, created_at, fingerprint) WHERE ((fingerprint IS NOT NULL) AND (reply_until IS NULL));
CREATE INDEX task_ended ON task USING btree (status, updated_at, caller) WHERE (status < 'pending'::text);
CREATE INDEX task_list ON task USING btree (caller, status, created_at, id);
CREATE INDEX task_owing ON task USING btree (created_at, fingerprint) WHERE (((served & (1)::bigint) = 0) AND (fingerprint IS NOT NULL));
CREATE INDEX task_step ON task USING btree (step, due_at, status, caller) WHERE (step IS NOT NULL);
CREATE INDEX task_unanswered ON task USING btree (fingerprint, created_at) WHERE ((fingerprint IS NOT NULL) AND (reply_until IS NOT NULL));
CREATE UNIQUE INDEX task_key ON task USING btree (caller, idempotency_key) WHERE (idempotency_key IS NOT NULL);
CREATE UNIQUE INDEX task_vendor_id ON task USING btree (vendor_id) WHERE (vendor_id IS NOT NULL);
create table secret (
    name text not null,
    value text not null,
    ends_at bigint,
    constraint secret_pkey PRIMARY KEY (name)
);
create table delivery (
    id text not null,
    task text not null,
    caller text not null,
    url text not null,
    receiver text not null,
    event text not null,
    state text not null,
    attempts integer not null,
    created_at bigint not null,
    due_at bigint,
    tried_at bigint,
    last_status integer,
    last_error text,
    requeued_at bigint,
    constraint delivery_pkey PRIMARY KEY (id),
    constraint delivery_task_fkey FOREIGN KEY (task) REFERENCES task(id) ON DELETE CASCADE
);
CREATE INDEX delivery_due ON delivery USING btree (receiver, due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX delivery_list ON delivery USING btree (caller, id);
CREATE INDEX delivery_open ON delivery USING btree (caller, state, id) WHERE (state <> 'delivered'::text);
CREATE UNIQUE INDEX delivery_event ON delivery USING btree (task, event);
create table watermark (
    name text not null,
    value bigint not null,
    written_at bigint not null,
    constraint watermark_pkey PRIMARY KEY (name)
);
insert into flyway_schema_history values (1, '1', 'task', 'SQL', 'V1__task.sql', -828904066, 'zoetrope', '2026-03-01 12:00:00', 1, true);
insert into flyway_schema_history values (2, '2', 'retries', 'SQL', 'V2__retries.sql', 1365932010, 'zoetrope', '2026-03-01 12:00:00', 1, true);
insert into flyway_schema_history values (3, '3', 'results', 'SQL', 'V3__results.sql', -326663090, 'zoetrope', '2026-03-01 12:00:00', 1, true);
insert into flyway_schema_history values (4, '4', 'webhooks', 'SQL', 'V4__webhooks.sql', -920695269, 'zoetrope', '2026-03-01 12:00:00', 1, true);
insert into flyway_schema_history values (5, '6', 'ended of a caller', 'SQL', 'V6__ended_of_a_caller.sql', 48142309, 'zoetrope', '2026-03-01 12:00:00', 1, true);
insert into flyway_schema_history values (6, '7', 'permits', 'SQL', 'V7__permits.sql', 1376522208, 'zoetrope', '2026-03-01 12:00:00', 1, true);
insert into flyway_schema_history values (7, '8', 'bounds', 'SQL', 'V8__bounds.sql', 2073998480, 'zoetrope', '2026-03-01 12:00:00', 1, true);
insert into task values ('task-unified-1772366400-pending0', 'alice', 1772366400123, 'pending', 'pending', 'send', 1, 1772366401123, 1772366410123, 1, null, 0, null, null, '{"model":"wan-2.7-image-to-video","mode":"image-to-video","mode_stated":true,"image_urls":["https://images.example.com/a.png"],"prompt":"fog over pending0","duration":5,"resolution":"1080p","negative_prompt":"noise","seed":42,"enable_prompt_expansion":true,"extra":{"later":[1,"x"]}}', null, 'key-1', null, 0, 2571170302043279120, 1, 'https://gateway.example.com', 0);
insert into task values ('task-unified-1772366401-sending0', 'alice', 1772366401123, 'sending', 'pending', 'settle', 2, 1772366411123, 1772366481123, 1, null, 0, null, null, '{"model":"wan-2.7-image-to-video","mode":"image-to-video","mode_stated":true,"image_urls":["https://images.example.com/a.png"],"prompt":"fog over sending0","duration":5,"resolution":"1080p","negative_prompt":"noise","seed":42,"enable_prompt_expansion":true,"extra":{"later":[1,"x"]}}', -564167140076219961, null, 0, 0, 2571170302043279120, 1, 'https://gateway.example.com', 77);
insert into task values ('task-unified-1772366402-queued00', 'alice', 1772366402123, 'running', 'pending', 'ask', 1, 1772366403123, 1772366408123, 1, 'vendor-queued00', 0, 120, '{"accepted_at":1772366403123,"started":false}', '{"model":"wan-2.7-image-to-video","mode":"image-to-video","mode_stated":true,"image_urls":["https://images.example.com/a.png"],"prompt":"fog over queued00","duration":5,"resolution":"1080p","negative_prompt":"noise","seed":42,"enable_prompt_expansion":true,"extra":{"later":[1,"x"]}}', 4763278902948810569, null, null, 0, 2571170302043279120, 1, 'https://gateway.example.com', 0);
insert into task values ('task-unified-1772366403-running0', 'alice', 1772366403123, 'running', 'processing', 'ask', 2, 1772366409123, 1772366414123, 1, 'vendor-running0', 40, 60, E'{"accepted_at":1772366404123,"started":true,"empty_since":1772366409123,"usage":"{\\"seconds\\":2}"}', '{"model":"wan-2.7-image-to-video","mode":"image-to-video","mode_stated":true,"image_urls":["https://images.example.com/a.png"],"prompt":"fog over running0","duration":5,"resolution":"1080p","negative_prompt":"noise","seed":42,"enable_prompt_expansion":true,"callback_url":"https://hooks.example.com/r?token=x","extra":{"later":[1,"x"]}}', -767731653848589504, null, 1772366433123, 0, 2571170302043279120, 1, 'https://gateway.example.com', 0);
insert into task values ('task-unified-1772366404-complete', 'alice', 1772366404123, 'completed', 'completed', null, 2, 1772366494123, null, 1, 'vendor-complete', 100, null, E'{"results":[{"url":"https://cdn.example.com/v/42.mp4","content_type":"video/mp4"}],"usage":"{\\"seconds\\":5}"}', '{"model":"wan-2.7-image-to-video","mode":"image-to-video","mode_stated":true,"image_urls":["https://images.example.com/a.png"],"prompt":"fog over complete","duration":5,"resolution":"1080p","negative_prompt":"noise","seed":42,"enable_prompt_expansion":true,"callback_url":"https://hooks.example.com/c?token=x","extra":{"later":[1,"x"]}}', 7190616766525662406, null, 1772366434123, 0, 2571170302043279120, 1, 'https://gateway.example.com', 0);
insert into task values ('task-unified-1772366405-copydue0', 'alice', 1772366405123, 'completed', 'completed', 'keep', 2, 1772366495123, 1772366495123, 1, 'vendor-copydue0', 100, null, E'{"results":[{"url":"https://cdn.example.com/v/42.mp4","content_type":"video/mp4"}],"usage":"{\\"seconds\\":5}"}', '{"model":"wan-2.7-image-to-video","mode":"image-to-video","mode_stated":true,"image_urls":["https://images.example.com/a.png"],"prompt":"fog over copydue0","duration":5,"resolution":"1080p","negative_prompt":"noise","seed":42,"enable_prompt_expansion":true,"callback_url":"https://hooks.example.com/k?token=x","extra":{"later":[1,"x"]}}', -4897788635051553007, null, 1772366435123, 0, 2571170302043279120, 1, 'https://gateway.example.com', 0);
insert into task values ('task-unified-1772366406-refused0', 'alice', 1772366406123, 'failed', 'failed', null, 1, 1772366407123, null, 1, null, 0, null, '{"code":"bad_prompt","message":"The prompt is not allowed.","refusal":{"status":422,"type":"invalid_request_error","code":"bad_prompt","message":"The prompt is not allowed."}}', '{"model":"wan-2.7-image-to-video","mode":"image-to-video","mode_stated":true,"image_urls":["https://images.example.com/a.png"],"prompt":"fog over refused0","duration":5,"resolution":"1080p","negative_prompt":"noise","seed":42,"enable_prompt_expansion":true,"callback_url":"https://hooks.example.com/f?token=x","extra":{"later":[1,"x"]}}', null, 'key-2', 1772366436123, 0, 2571170302043279120, 1, 'https://gateway.example.com', 0);
insert into task values ('task-unified-1772366407-unknown0', 'alice', 1772366407123, 'failed', 'failed', null, 1, 1772366408123, null, 1, null, 0, null, '{"code":"submission_unknown","message":"The vendor''s answer to this create was lost. It may have been accepted, so it is not sent again."}', '{"model":"wan-2.7-image-to-video","mode":"image-to-video","mode_stated":true,"image_urls":["https://images.example.com/a.png"],"prompt":"fog over unknown0","duration":5,"resolution":"1080p","negative_prompt":"noise","seed":42,"enable_prompt_expansion":true,"callback_url":"https://hooks.example.com/u?token=x","extra":{"later":[1,"x"]}}', -3073274585518625696, null, 1772366437123, 0, 2571170302043279120, 1, 'https://gateway.example.com', 0);
insert into task values ('task-unified-1772366408-deadline', 'alice', 1772366408123, 'failed', 'failed', 'ask', 2, 1772370000123, 1772370300123, 1, 'vendor-deadline', 0, null, '{"code":"deadline_exceeded","message":"The task did not end in time."}', '{"model":"wan-2.7-image-to-video","mode":"image-to-video","mode_stated":true,"image_urls":["https://images.example.com/a.png"],"prompt":"fog over deadline","duration":5,"resolution":"1080p","negative_prompt":"noise","seed":42,"enable_prompt_expansion":true,"extra":{"later":[1,"x"]}}', -6093007440511789502, null, 1772366438123, 0, 2571170302043279120, 1, 'https://gateway.example.com', 0);
insert into task values ('task-unified-1772366409-cancel00', 'alice', 1772366409123, 'cancelled', 'cancelled', null, 2, 1772366412123, null, 1, null, 0, null, null, '{"model":"wan-2.7-image-to-video","mode":"image-to-video","mode_stated":true,"image_urls":["https://images.example.com/a.png"],"prompt":"fog over cancel00","duration":5,"resolution":"1080p","negative_prompt":"noise","seed":42,"enable_prompt_expansion":true,"callback_url":"https://hooks.example.com/x?token=x","extra":{"later":[1,"x"]}}', 6300263390789704033, null, 1772366439123, 0, 2571170302043279120, 1, 'https://gateway.example.com', 0);
insert into task values ('task-unified-1772366410-bobs0000', 'bob', 1772366410123, 'completed', 'completed', null, 2, 1772366500123, null, 1, 'vendor-bobs0000', 100, null, E'{"results":[{"url":"https://cdn.example.com/v/42.mp4","content_type":"video/mp4"}],"usage":"{\\"seconds\\":5}"}', '{"model":"wan-2.7-image-to-video","mode":"image-to-video","mode_stated":true,"image_urls":["https://images.example.com/a.png"],"prompt":"fog over bobs0000","duration":5,"resolution":"1080p","negative_prompt":"noise","seed":42,"enable_prompt_expansion":true,"callback_url":"https://other.example.org/h","extra":{"later":[1,"x"]}}', 5224443347541624608, null, 1772366440123, 0, 2571170302043279120, 1, 'https://gateway.example.com', 0);
insert into secret values ('replaced d061a54359ce5ce3', '73d51abbd89cb8196f0efb6892f94d68fccc2c35f0b84609e5f12c55dd85aba8', 1772370000123);
insert into secret values ('root', '4029d7ae792445374fda2f2bc29b77c0e551d9f80d841badc2111803146f6f98', null);
insert into delivery values ('msg_1772366404-complete-4ddb3e96', 'task-unified-1772366404-complete', 'alice', 'https://hooks.example.com/c?token=x', 'https://hooks.example.com:443', 'completed', 'delivered', 1, 1772366494123, null, 1772373600123, 204, null, null);
insert into delivery values ('msg_1772366405-copydue0-4ddb3e96', 'task-unified-1772366405-copydue0', 'alice', 'https://hooks.example.com/k?token=x', 'https://hooks.example.com:443', 'completed', 'waiting', 1, 1772366495123, 1772373630123, 1772373600123, null, null, null);
insert into delivery values ('msg_1772366406-refused0-39a1563a', 'task-unified-1772366406-refused0', 'alice', 'https://hooks.example.com/f?token=x', 'https://hooks.example.com:443', 'failed.bad_prompt', 'given_up', 1, 1772366407123, null, 1772373600123, 500, 'status', null);
insert into delivery values ('msg_1772366407-unknown0-7016d645', 'task-unified-1772366407-unknown0', 'alice', 'https://hooks.example.com/u?token=x', 'https://hooks.example.com:443', 'failed.submission_unknown', 'gone', 1, 1772366408123, null, 1772373600123, 410, 'gone', null);
insert into delivery values ('msg_1772366409-cancel00-8b47045e', 'task-unified-1772366409-cancel00', 'alice', 'https://hooks.example.com/x?token=x', 'https://hooks.example.com:443', 'cancelled', 'waiting', 0, 1772366412123, 1772373700123, 1772373600123, null, null, 1772373700123);
insert into delivery values ('msg_1772366410-bobs0000-4ddb3e96', 'task-unified-1772366410-bobs0000', 'bob', 'https://other.example.org/h', 'https://other.example.org:443', 'completed', 'waiting', 1, 1772366500123, 1772373660123, 1772373600123, null, 'timeout', null);
insert into watermark values ('replica:2571170302043279120', 29, 1795900442357);
insert into watermark values ('replica:7', 42, 1772366400123);
