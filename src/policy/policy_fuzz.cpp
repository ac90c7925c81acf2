// SPDX-License-Identifier: Apache-2.0
// libFuzzer target: any bytes as a policy file, compiled and with its tests run, and the same bytes
// as a subject. What is said about them must have both languages.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "pack/object_set.hpp"
#include "policy/answer.hpp"
#include "policy/answer_json.hpp"
#include "policy/answer_text.hpp"
#include "policy/policy_set.hpp"
#include "policy/rules_text.hpp"
#include "policy/subject.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kc;  // NOLINT: a program of one function
    constexpr std::size_t kLongest = 1 << 15;
    if (size > kLongest) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    Diagnostics found;
    pack::ObjectSet objects;
    if (auto document = pack::read_yaml(text, "fuzz.yaml", found)) {
        pack::read_objects(std::move(document), objects, found);
    }
    const policy::PolicyReport report = policy::load_policies(objects.policies);
    for (const Diagnostics* all : {static_cast<const Diagnostics*>(&found), &report.found}) {
        for (const Diagnostic& one : *all) KC_CHECK(!one.zh.empty() && !one.en.empty());
    }
    const base::Date day = base::Date::of(2024, 2, 29).value();
    const auto subject = policy::read_subject(text, "fuzz.json", found);
    for (const policy::Policy& one : report.set.policies()) {
        KC_CHECK(!policy::rules_text(report.set, one, day, Language::zh).empty());
        if (!subject) continue;
        policy::Asker asker(report.set, one, day);
        const policy::Answer answer = asker.ask(policy::bind(report.set, one, *subject, day));
        KC_CHECK(!policy::to_text(answer, Language::en).empty());
        KC_CHECK(!policy::to_json(answer).empty());
    }
    return 0;
}
