// SPDX-License-Identifier: Apache-2.0
// A value or the one Diagnostic that says why there is none.
//
// Used for everything the outside world can get wrong: files, requests, rules. Broken
// invariants of our own are KC_CHECK's business (check.hpp), failures of the machine exceptions.
//
//   Result<Date> due = Date::parse("2024-02-30");
//   if (!due) return unexpected(due.error());
#pragma once

#include <tl/expected.hpp>

#include <utility>

#include "base/diagnostic.hpp"

namespace kc {

template <typename T>
using Result = tl::expected<T, Diagnostic>;

[[nodiscard]] inline tl::unexpected<Diagnostic> unexpected(Diagnostic diagnostic) {
    return tl::unexpected<Diagnostic>(std::move(diagnostic));
}

}  // namespace kc
