// SPDX-License-Identifier: Apache-2.0
// The policies of the catalog and of a pack, ready to be asked by many people at once.
//
//   PolicyDesk desk(catalog.objects, live.pack.objects);
//   desk.ask(desk.editions_on(today), subject, today, [&](std::span<const Answer> a) { … });
#pragma once

#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "pack/object_set.hpp"
#include "policy/answer.hpp"

namespace kc::office {

class PolicyDesk {
public:
    // A policy of the pack replaces the catalog's of the same code. Both sets must outlive this.
    PolicyDesk(const pack::ObjectSet& catalog, const pack::ObjectSet& pack);

    // What was wrong; policies with errors are not among those below.
    [[nodiscard]] const Diagnostics& found() const { return report_.found; }
    [[nodiscard]] const std::vector<policy::Policy>& policies() const {
        return report_.set.policies();
    }
    // By code, or by family the edition in force on the day; null when there is none.
    [[nodiscard]] const policy::Policy* find(std::string_view name, base::Date day) const;
    // Of each family the edition in force, and every policy that stands alone; by code.
    [[nodiscard]] std::vector<const policy::Policy*> editions_on(base::Date day) const;

    [[nodiscard]] const policy::PolicySet& set() const { return report_.set; }
    // Whoever reads subjects or edits with the set holds this: it may add texts to its table.
    [[nodiscard]] std::unique_lock<std::mutex> hold() { return std::unique_lock(asking_); }

    using Take = std::function<void(std::span<const policy::Answer>)>;
    // Asks each policy. The answers are valid only while `take` looks at them.
    void ask(std::span<const policy::Policy* const> policies, const policy::Subject& subject,
             base::Date law_date, const Take& take);

private:
    policy::PolicyReport report_;
    std::mutex asking_;
};

// What `kechuang check` says about the policies of a pack: compiled beside those of the catalog, to
// which they may refer, and tested by the tests in their own files.
struct PolicyCheck {
    Diagnostics found = {};  // of the pack's files only
    std::size_t policies = 0;
    std::size_t tests = 0;  // run
};

PolicyCheck check_policies(const pack::ObjectSet& catalog, const pack::ObjectSet& pack);

}  // namespace kc::office
