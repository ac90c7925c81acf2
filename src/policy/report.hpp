// SPDX-License-Identifier: Apache-2.0
// Says what is wrong with a policy file, where it stands.
#pragma once

#include <string>
#include <utility>

#include "base/diagnostic.hpp"
#include "pack/checks.hpp"
#include "pack/limits.hpp"
#include "pack/named.hpp"
#include "pack/object_set.hpp"

namespace kc::policy {

inline Place place_of(const pack::Origin& origin, const pack::Located& text) {
    if (text.line == 0) return origin.place();
    return {origin.document->file, text.line, text.column};
}

// Where a formula's first character stands: inside the quotes, if any.
inline Place start_of(const pack::Origin& origin, const pack::Located& text) {
    Place place = place_of(origin, text);
    if (text.quoted && text.line != 0) ++place.column;
    return place;
}

inline void tell_error(Diagnostics& found, Place at, pack::Finding finding) {
    if (found.size() < pack::kMaxFindings)
        pack::add_error(found, std::move(at), std::move(finding));
}

inline void tell_warning(Diagnostics& found, Place at, pack::Finding finding) {
    if (found.size() < pack::kMaxFindings) {
        pack::add_warning(found, std::move(at), std::move(finding));
    }
}

// A diagnostic that came without a place gets this one.
inline void add_placed(Diagnostics& found, Place at, Diagnostic diagnostic) {
    if (found.size() >= pack::kMaxFindings) return;
    if (diagnostic.at.line == 0) diagnostic.at = std::move(at);
    found.push_back(std::move(diagnostic));
}

}  // namespace kc::policy
