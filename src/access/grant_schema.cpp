// SPDX-License-Identifier: Apache-2.0
#include "access/grant_schema.hpp"

namespace kc::access {

std::string_view grant_tables() {
    return R"sql(
CREATE TABLE role_grant (
    number INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    role TEXT NOT NULL,
    body TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    granted_by TEXT NOT NULL,
    granted_at_us INTEGER NOT NULL,
    needs_second INTEGER NOT NULL,
    confirmed_by TEXT NOT NULL,
    confirmed_at_us INTEGER NOT NULL,
    ended_by TEXT NOT NULL,
    ended_at_us INTEGER NOT NULL
) STRICT;
CREATE INDEX role_grant_account ON role_grant (account);
CREATE TABLE role_grant_scope (
    grant_number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (grant_number, kind, code)
) STRICT;
CREATE TABLE delegation (
    number INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    delegate TEXT NOT NULL,
    grant_number INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_at_us INTEGER NOT NULL,
    ended_by TEXT NOT NULL,
    ended_at_us INTEGER NOT NULL
) STRICT;
CREATE INDEX delegation_owner ON delegation (owner);
CREATE INDEX delegation_delegate ON delegation (delegate);
)sql";
}

std::string_view process_role_table() {
    return R"sql(
CREATE TABLE process_role (
    subject TEXT NOT NULL,
    record INTEGER NOT NULL,
    account TEXT NOT NULL,
    part TEXT NOT NULL,
    since_us INTEGER NOT NULL,
    given_by TEXT NOT NULL,
    PRIMARY KEY (subject, record, account, part)
) STRICT;
CREATE INDEX process_role_account ON process_role (account, subject, record);
)sql";
}

}  // namespace kc::access
