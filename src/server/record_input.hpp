// SPDX-License-Identifier: Apache-2.0
// What requests that change a record have in common: the fields they set, and what is answered when
// they may not.
#pragma once

#include <optional>
#include <vector>

#include "office/office_record_changes.hpp"
#include "server/body_fields.hpp"
#include "server/router.hpp"
#include "server/site.hpp"

namespace kc::server {

// The object "fields", each a text, a number, true, false or null.
std::vector<record::FieldText> read_field_texts(BodyFields& body, std::vector<FieldError>& errors);

// What is wrong, with a pointer to each field; nothing where all went well.
std::optional<Response> change_problem(Site& site, const Call& call,
                                       const office::RecordAnswer& answer);

// Those about yearly figures; with the other changes (add_record_change_routes).
void add_record_year_routes(Site& site, Router& router);

}  // namespace kc::server
