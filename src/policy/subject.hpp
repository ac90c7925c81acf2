// SPDX-License-Identifier: Apache-2.0
// What is known about one firm, person or team, claim by claim, with who said it.
//
// A fact may have several claims. The best source by the policy's ranking counts; when two of one
// rank differ, the fact is in dispute and stands for everything between them.
//
//   Result<Subject> subject = read_subject(text, "firm.json");
//   Facts facts = bind(set, policy, *subject, law_date);   // one Cell for each input of the plan
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/diagnostic.hpp"
#include "base/result.hpp"
#include "formula/evaluation.hpp"
#include "pack/named.hpp"
#include "pack/yaml_tree.hpp"
#include "policy/policy_set.hpp"

namespace kc::policy {

struct Claim {
    pack::Located value = {};  // `is_open` for "not known"
    std::string source = {};   // empty when nobody says
    std::optional<base::Date> date = {};
};

// Everything said about one name.
struct Said {
    pack::Located name = {};
    std::vector<Claim> claims = {};
    const pack::Node* list = nullptr;  // a list of things, such as rights; inside the document
};

struct Subject {
    std::string id = {};
    std::string name = {};
    std::string file = {};
    std::vector<Said> said = {};
    std::shared_ptr<const pack::Document> document = {};

    const Said* find(std::string_view name) const;
};

// JSON, or the YAML it is a part of. All that is wrong goes to `found`.
std::optional<Subject> read_subject(std::string_view text, const std::string& file,
                                    Diagnostics& found);

// What was known on a day: later claims are forgotten, so a fact with no earlier one is missing.
// Claims without a date stay; nobody says when they became known. Lists of things have no date.
void forget_after(Subject& subject, base::Date day);

// The same from a map of a policy file: the facts of a test.
void add_said(const pack::Node& value, const pack::Located& name, Subject& to, Diagnostics& found);

enum class FactState : std::uint8_t { missing, known, not_applicable, disputed };

struct BoundFact {
    FactState state = FactState::missing;
    std::string source = {};                 // of the claim that counts
    std::optional<std::size_t> origin = {};  // index of the policy's origins
    std::optional<base::Date> date = {};
    bool is_stale = false;
    bool is_implausible = false;
    bool from_list = false;
    // A claim of a lower rank, or the other one of a dispute, that says something else.
    struct Other {
        std::string source = {};
        std::int64_t count = 0;
    };
    std::vector<Other> others = {};
};

struct Facts {
    std::vector<formula::Cell> cells = {};  // by slot of the plan's inputs
    std::vector<BoundFact> bound = {};      // by index of the policy's facts
    Diagnostics wrong = {};                 // values that cannot be; their facts count as missing
};

// Reads what one policy needs of a subject. Names it does not know are left for other policies;
// `unknown_names` says which no policy knows.
Facts bind(const PolicySet& set, const Policy& policy, const Subject& subject, base::Date law_date);

// Names of the subject that none of these policies reads, with the nearest one.
Diagnostics unknown_names(std::span<const Policy* const> policies, const Subject& subject);

// Whether every known value lies in its domain, other facts' values included; what does not is
// reported by fact. `only` limits it to facts of the policy.
void check_domains(const formula::Plan& plan, const Policy& policy,
                   std::span<const formula::Cell> cells, const std::string& file,
                   Diagnostics& found);

}  // namespace kc::policy
