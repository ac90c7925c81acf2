// SPDX-License-Identifier: Apache-2.0
// Citations: that every rule names an article that its source lists, and every article a rule.
#pragma once

#include <set>
#include <string>
#include <utility>

#include "base/diagnostic.hpp"
#include "policy/model.hpp"

namespace kc::policy {

class Citations {
public:
    Citations(const pack::Entry<pack::PolicyText>& policy, Diagnostics& found);

    // "m115.6.2" is the article 6.2 of the source m115. What is wrong with it is reported; a rule
    // without a citation is warned of at `owner`, named in the words given.
    Cite read(const pack::Located& text, const pack::Located& owner);
    // The same where nothing need be cited.
    Cite read_optional(const pack::Located& text);

    // Warns of articles that no rule cites and `not_encoded` does not name.
    void report_uncovered();

private:
    const pack::Entry<pack::PolicyText>& policy_;
    Diagnostics& found_;
    std::set<std::pair<std::string, std::string>> cited_;  // source, article
};

}  // namespace kc::policy
