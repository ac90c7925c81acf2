// SPDX-License-Identifier: Apache-2.0
#include "record/timeline.hpp"

#include <algorithm>

namespace kc::record {

Span Span::of(const std::optional<base::Date>& since, const std::optional<base::Date>& until) {
    return {since ? since->days_since_1970() : kBeginning, until ? until->days_since_1970() : kEnd};
}

Span Span::within(const Span& other) const {
    return {std::max(first, other.first), std::min(last, other.last)};
}

std::optional<base::Date> Span::since() const {
    return first == kBeginning ? std::nullopt : base::Date::of_days(first);
}

std::optional<base::Date> Span::until() const {
    return last == kEnd ? std::nullopt : base::Date::of_days(last);
}

std::vector<Segment> timeline(const std::vector<Version>& versions) {
    std::vector<Segment> segments;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const Span span = Span::of(versions[i].since, versions[i].until);
        std::vector<Segment> next;
        for (const Segment& old : segments) {
            // What is left of the older one before and after the newer.
            if (span.first != Span::kBeginning) {
                const Span before = old.span.within({Span::kBeginning, span.first - 1});
                if (!before.is_empty()) next.push_back({before, old.version});
            }
            if (span.last != Span::kEnd) {
                const Span after = old.span.within({span.last + 1, Span::kEnd});
                if (!after.is_empty()) next.push_back({after, old.version});
            }
        }
        next.push_back({span, i});
        segments = std::move(next);
    }
    std::sort(segments.begin(), segments.end(),
              [](const Segment& a, const Segment& b) { return a.span.first < b.span.first; });
    return segments;
}

}  // namespace kc::record
