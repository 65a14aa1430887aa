-- W for whoever joins the shares of the recovery authority; its public half is a property of account 0.
create table recovery_wrap (
    tenant    uuid not null,
    version   integer not null,
    authority uuid not null,
    wrapped   bytea not null,
    mac       bytea not null,
    primary key (tenant, version, authority)
);
