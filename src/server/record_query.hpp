// SPDX-License-Identifier: Apache-2.0
// What requests about records ask for, read once for lists, exports and changes.
//
//   return with_registry(site, call, "registry", Verb::read, [&](auto& desk, auto& registry) {
//       Asked asked = asked_by(call, registry);
//       if (asked.wrong) return std::move(*asked.wrong);
//       …
//   });
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/decide.hpp"
#include "base/date.hpp"
#include "office/office_record_lists.hpp"
#include "record/registries.hpp"
#include "server/answers.hpp"
#include "server/router.hpp"
#include "server/site.hpp"

namespace kc::server {

// The status that fits the error.
Response record_refusal(const Request& request, const Diagnostic& what);

// "The parameter so-and-so …".
Diagnostic bad_query(std::string_view name, std::string_view zh, std::string_view en);

// A body's "step" that is none, with those there are.
Diagnostic unknown_step(std::string_view word);

// Nothing when the parameter is not there; `wrong` is set when it is no day.
std::optional<base::Date> day_of(const Request& request, std::string_view name,
                                 std::optional<Response>& wrong);

// A list as the parameters describe it: q, sort, columns, f.<field>, state, step, on, cursor,
// limit.
struct Asked {
    office::RecordListQuery query = {};
    std::vector<std::string> columns = {};
    std::optional<Response> wrong = {};
};
Asked asked_by(const Call& call, const record::Registry& registry);

// Opens the desk and finds the registry that the path names, or answers why not.
template <typename Use>
Response with_registry(Site& site, const Call& call, std::string_view parameter, access::Verb verb,
                       const office::Moment& moment, Use use) {
    auto desk = office::RecordDesk::open(site.office(), call.actor, verb, moment);
    if (!desk) return failed(call.request, desk.error());
    auto registry = desk->require(call.parameters.text(parameter));
    if (!registry) return record_refusal(call.request, registry.error());
    return use(*desk, **registry);
}
template <typename Use>
Response with_registry(Site& site, const Call& call, std::string_view parameter, access::Verb verb,
                       Use use) {
    return with_registry(site, call, parameter, verb, site.office().now(), std::move(use));
}
// The same at the moment that as_of names.
template <typename Use>
Response with_registry_then(Site& site, const Call& call, std::string_view parameter,
                            access::Verb verb, Use use) {
    std::optional<Response> wrong;
    const office::Moment moment = moment_of(site.office(), call.request, wrong);
    if (wrong) return std::move(*wrong);
    return with_registry(site, call, parameter, verb, moment, std::move(use));
}

}  // namespace kc::server
