// SPDX-License-Identifier: Apache-2.0
#include "policy/reasons.hpp"

#include <utility>

namespace kc::policy {
namespace {

Verdict opposite(Verdict verdict) {
    if (verdict == Verdict::open) return verdict;
    return verdict == Verdict::yes ? Verdict::no : Verdict::yes;
}

class Collector {
public:
    explicit Collector(const std::function<Verdict(NodeId)>& verdict_of_node)
        : verdict_of_node_(verdict_of_node) {}

    void collect(const Reason& reason, Verdict wanted, std::vector<const Reason*>& to) {
        if (reason.form == Reason::Form::leaf) {
            to.push_back(&reason);
            return;
        }
        if (reason.form == Reason::Form::negation) {
            collect(reason.children[0], opposite(wanted), to);
            return;
        }
        const bool is_all = reason.form == Reason::Form::all;
        if (!is_all && wanted == Verdict::no) {
            collect_routes(reason, to);
            return;
        }
        // Of a failing "all" every failing part is named: mending one of them would not do.
        for (const Reason& child : reason.children) {
            if (verdict_of_node_(child.node) != wanted) continue;
            collect(child, wanted, to);
            if (!is_all && wanted == Verdict::yes) return;
        }
    }

    std::vector<const Reason*> otherwise;

private:
    void collect_routes(const Reason& reason, std::vector<const Reason*>& to) {
        std::vector<std::vector<const Reason*>> routes;
        for (const Reason& child : reason.children) {
            collect(child, Verdict::no, routes.emplace_back());
        }
        const auto rank = [&](std::size_t i) {
            return std::pair(!reason.children[i].has_scores, routes[i].size());
        };
        std::size_t best = 0;
        for (std::size_t i = 1; i < routes.size(); ++i) {
            if (rank(i) < rank(best)) best = i;
        }
        for (std::size_t i = 0; i < routes.size(); ++i) {
            auto& list = i == best ? to : otherwise;
            list.insert(list.end(), routes[i].begin(), routes[i].end());
        }
    }

    const std::function<Verdict(NodeId)>& verdict_of_node_;
};

}  // namespace

DecisiveReasons decisive_reasons(const Reason& decision, Verdict verdict,
                                 const std::function<Verdict(NodeId)>& verdict_of_node) {
    Collector collector(verdict_of_node);
    DecisiveReasons reasons;
    collector.collect(decision, verdict, reasons.because);
    reasons.otherwise = std::move(collector.otherwise);
    return reasons;
}

}  // namespace kc::policy
