-- Several vendors: each task knows the vendor and the key of its newest send permission. Tasks of before belong to the
-- vendor "default"; the empty text means: no vendor yet.
alter table task add column vendor text not null default 'default';
alter table task add column vendor_key text not null default '';

-- Two tasks never have the same id of the same vendor.
drop index task_vendor_id;
create unique index task_vendor_id on task (vendor, vendor_id) where vendor_id is not null;
