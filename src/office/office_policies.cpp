// SPDX-License-Identifier: Apache-2.0
#include "office/office_policies.hpp"

#include <algorithm>
#include <set>

namespace kc::office {
namespace {

std::vector<pack::Entry<pack::PolicyText>> texts_of(const pack::ObjectSet& catalog,
                                                    const pack::ObjectSet& pack) {
    std::vector<pack::Entry<pack::PolicyText>> texts;
    std::set<std::string_view> seen;
    for (const pack::ObjectSet* set : {&pack, &catalog}) {
        for (const auto& entry : set->policies) {
            if (entry.is_sound && seen.insert(entry.value.code).second) texts.push_back(entry);
        }
    }
    return texts;
}

}  // namespace

// Tests inside the files are run where policies are edited, not each time an office opens.
PolicyDesk::PolicyDesk(const pack::ObjectSet& catalog, const pack::ObjectSet& pack)
    : report_(policy::load_policies(texts_of(catalog, pack), {.run_tests = false})) {}

const policy::Policy* PolicyDesk::find(std::string_view name, base::Date day) const {
    const auto found = report_.set.edition(name, day);
    return found ? *found : nullptr;
}

std::vector<const policy::Policy*> PolicyDesk::editions_on(base::Date day) const {
    std::vector<const policy::Policy*> editions;
    for (const policy::Policy& one : policies()) {
        if (one.holds_on(day)) editions.push_back(&one);
    }
    std::sort(editions.begin(), editions.end(),
              [](const auto* a, const auto* b) { return a->code < b->code; });
    return editions;
}

void PolicyDesk::ask(std::span<const policy::Policy* const> policies,
                     const policy::Subject& subject, base::Date law_date, const Take& take) {
    const auto holding = hold();
    std::vector<policy::Answer> answers;
    for (const policy::Policy* one : policies) {
        policy::Asker asker(report_.set, *one, law_date);
        answers.push_back(asker.ask(policy::bind(report_.set, *one, subject, law_date)));
    }
    take(answers);
}

PolicyCheck check_policies(const pack::ObjectSet& catalog, const pack::ObjectSet& pack) {
    PolicyCheck check{.policies = pack.policies.size()};
    if (pack.policies.empty()) return check;
    policy::LoadOptions options;
    std::set<std::string> files;
    for (const auto& entry : pack.policies) {
        files.insert(entry.origin.place().file);
        options.tests_of.push_back(entry.value.code);
    }
    policy::PolicyReport report = policy::load_policies(texts_of(catalog, pack), options);
    check.tests = report.tests;
    std::erase_if(report.found,
                  [&](const Diagnostic& one) { return !files.contains(one.at.file); });
    check.found = std::move(report.found);
    return check;
}

}  // namespace kc::office
