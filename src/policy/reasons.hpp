// SPDX-License-Identifier: Apache-2.0
// What a decision is because of: the smallest part of its and/or tree that makes it so.
#pragma once

#include <functional>
#include <vector>

#include "policy/answer.hpp"

namespace kc::policy {

struct DecisiveReasons {
    std::vector<const Reason*> because = {};    // leaves
    std::vector<const Reason*> otherwise = {};  // leaves of routes that are closed as well
};

// A yes is all of "all" and the first route of "any" that holds; a no is everything of "all" that
// fails; an open is what is open. When every route of "any" is closed, the main one tells why: the
// one with scores, then the one of which the least fails, then the first.
DecisiveReasons decisive_reasons(const Reason& decision, Verdict verdict,
                                 const std::function<Verdict(NodeId)>& verdict_of_node);

}  // namespace kc::policy
