// SPDX-License-Identifier: Apache-2.0
#include "policy/subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/suggest.hpp"
#include "policy/limits.hpp"
#include "policy/lists.hpp"
#include "policy/show.hpp"
#include "policy/value_text.hpp"

namespace kc::policy {
namespace {

constexpr std::size_t kMaxClaims = 20;

pack::Located located(const pack::Node& node) {
    return {node.text, node.line, node.column, node.quoted, node.is_null()};
}

pack::Located located(const pack::Key& key) {
    return {key.text, key.line, key.column, false, false};
}

void report(Diagnostics& found, const std::string& file, const pack::Located& at,
            Diagnostic diagnostic) {
    diagnostic.at = {file, at.line, at.column};
    found.push_back(std::move(diagnostic));
}

// {"value": 498, "source": "社保", "date": "2024-12-31"}
bool is_claim(const pack::Node& node) {
    return node.type == pack::NodeType::map && node.find("value") != nullptr;
}

std::optional<Claim> read_claim(const pack::Node& node, const std::string& file,
                                Diagnostics& found) {
    Claim claim;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        const pack::Node& item = node.items[i];
        const std::string& key = node.keys[i].text;
        if (item.type != pack::NodeType::scalar) {
            report(found, file, located(item),
                   Diagnostic{"E-subject",
                              {},
                              fmt::format("{} 应当是一个值", key),
                              fmt::format("'{}' should be one value", key)}
                       .hint("例如 {\"value\": 498, \"source\": \"社保\"}",
                             "for example {\"value\": 498, \"source\": \"社保\"}"));
            return std::nullopt;
        }
        if (key == "value") {
            claim.value = located(item);
        } else if (key == "source") {
            claim.source = item.text;
        } else if (key == "date") {
            const auto day = base::Date::parse(item.text);
            if (!day) {
                report(found, file, located(item), day.error());
                return std::nullopt;
            }
            claim.date = *day;
        } else {
            report(found, file, located(node.keys[i]),
                   Diagnostic{"E-unknown-key",
                              {},
                              fmt::format("这里没有 {} 这个键", key),
                              fmt::format("there is no key '{}' here", key)}
                       .hint("可以写 value、source、date", "the keys are value, source, date"));
            return std::nullopt;
        }
    }
    return claim;
}

bool same_value(const formula::Cell& a, const formula::Cell& b) {
    return a.presence == b.presence && a.lo == b.lo && a.hi == b.hi;
}

// One claim read as a cell of the fact.
struct Read {
    formula::Cell cell = {};
    const Claim* claim = nullptr;
    std::size_t rank = 0;  // 0 is the best
};

class Binder {
public:
    Binder(const PolicySet& set, const Policy& policy, const Subject& subject, base::Date law_date)
        : set_(set), policy_(policy), subject_(subject), law_date_(law_date) {
        facts_.cells.resize(set.plan().inputs().size());
        facts_.bound.resize(policy.facts.size());
    }

    Facts run() {
        for (std::size_t i = 0; i < policy_.facts.size(); ++i) bind_fact(i);
        check_domains(set_.plan(), policy_, facts_.cells, subject_.file, facts_.wrong);
        return std::move(facts_);
    }

private:
    const Said* said_about(const Fact& fact) const {
        const Said* said = subject_.find(fact.label.zh);
        return said != nullptr ? said : subject_.find(fact.label.code);
    }

    std::optional<formula::Cell> read(const Fact& fact, const pack::Located& value) {
        if (value.is_open) return formula::Cell::missing();
        if (says_not_applicable(value.text)) return formula::Cell::none();
        ValueForm form{fact.type, fact.unit, step_of(fact.type, fact.unit), {}, {}};
        if (fact.text != nullptr) form.words = fact.text->words;
        auto count = read_value(form, value.text, set_.texts());
        if (count) return formula::Cell::known(*count);
        Diagnostic wrong = count.error();
        wrong.zh = fmt::format("{}：{}", fact.label.zh, wrong.zh);
        wrong.en = fmt::format("{}: {}", fact.label.en, wrong.en);
        report(facts_.wrong, subject_.file, value, std::move(wrong));
        return std::nullopt;
    }

    std::size_t rank_of(const Fact& fact, const std::string& source) const {
        for (std::size_t i = 0; i < fact.rank.size(); ++i) {
            const Label& label = policy_.origins[fact.rank[i]].label;
            if (label.zh == source || label.en == source) return i;
        }
        return fact.rank.size();
    }

    void bind_fact(std::size_t index) {
        const Fact& fact = policy_.facts[index];
        BoundFact& bound = facts_.bound[index];
        std::vector<Read> reads;
        if (const Said* said = said_about(fact)) {
            for (const Claim& claim : said->claims) {
                const auto cell = read(fact, claim.value);
                if (!cell || cell->presence == formula::Cell::Presence::missing) continue;
                reads.push_back({*cell, &claim, rank_of(fact, claim.source)});
            }
        }
        if (const auto computed =
                value_from_list(set_, policy_, fact, subject_, law_date_, facts_.wrong)) {
            const bool agrees = std::all_of(reads.begin(), reads.end(), [&](const Read& read) {
                return same_value(read.cell, *computed);
            });
            if (reads.empty() || agrees) {
                set(fact, bound, *computed, FactState::known);
                bound.from_list = true;
                return;
            }
            reads.push_back({*computed, nullptr, reads.front().rank});
        }
        if (reads.empty()) return;
        settle(fact, bound, reads);
    }

    void settle(const Fact& fact, BoundFact& bound, const std::vector<Read>& reads) {
        std::size_t best = reads.front().rank;
        for (const Read& read : reads) best = std::min(best, read.rank);
        const Read* chosen = nullptr;
        formula::Cell cell;
        bool differs = false;
        for (const Read& read : reads) {
            if (read.rank != best) continue;
            if (chosen == nullptr) {
                chosen = &read;
                cell = read.cell;
                continue;
            }
            if (same_value(read.cell, chosen->cell)) continue;
            differs = true;
            cell.lo = std::min(cell.lo, read.cell.lo);
            cell.hi = std::max(cell.hi, read.cell.hi);
        }
        for (const Read& read : reads) {
            if (same_value(read.cell, chosen->cell)) continue;
            bound.others.push_back({read.claim == nullptr ? "" : read.claim->source, read.cell.lo});
        }
        if (chosen->claim != nullptr) {
            bound.source = chosen->claim->source;
            bound.date = chosen->claim->date;
        }
        if (best < fact.rank.size()) bound.origin = fact.rank[best];
        if (bound.date && fact.stale_after_months > 0) {
            const auto last = base::add_months(*bound.date, fact.stale_after_months);
            bound.is_stale = last && *last < law_date_;
        }
        if (differs) {
            // A yes/no or a text has nothing between its values: it is simply not known.
            const bool is_number =
                fact.type != pack::FactType::yes_no && fact.type != pack::FactType::text;
            set(fact, bound,
                is_number ? formula::Cell::range(cell.lo, cell.hi) : formula::Cell::missing(),
                FactState::disputed);
        } else if (cell.presence == formula::Cell::Presence::none) {
            set(fact, bound, cell, FactState::not_applicable);
        } else {
            set(fact, bound, cell, FactState::known);
        }
    }

    void set(const Fact& fact, BoundFact& bound, const formula::Cell& cell, FactState state) {
        bound.state = state;
        facts_.cells[fact.slot] = cell;
        bound.is_implausible = (fact.plausible_low && cell.lo < *fact.plausible_low) ||
                               (fact.plausible_high && cell.hi > *fact.plausible_high);
        if (state == FactState::not_applicable) bound.is_implausible = false;
    }

    const PolicySet& set_;
    const Policy& policy_;
    const Subject& subject_;
    base::Date law_date_;
    Facts facts_;
};

bool knows(const Policy& policy, std::string_view name) {
    if (policy.find_fact(name) != nullptr) return true;
    for (const auto& collection : policy.text().collections) {
        if (collection.name.text == name || collection.value.code == name) return true;
    }
    return false;
}

}  // namespace

const Said* Subject::find(std::string_view wanted) const {
    const auto found = std::find_if(said.begin(), said.end(),
                                    [&](const Said& one) { return one.name.text == wanted; });
    return found == said.end() || wanted.empty() ? nullptr : &*found;
}

void add_said(const pack::Node& value, const pack::Located& name, Subject& to, Diagnostics& found) {
    Said said{name, {}, nullptr};
    if (value.type == pack::NodeType::scalar) {
        said.claims.push_back({located(value), "", {}});
    } else if (is_claim(value)) {
        if (auto claim = read_claim(value, to.file, found))
            said.claims.push_back(std::move(*claim));
    } else if (value.type == pack::NodeType::sequence) {
        const bool are_claims = !value.items.empty() &&
                                std::all_of(value.items.begin(), value.items.end(), is_claim) &&
                                value.items.size() <= kMaxClaims;
        if (are_claims) {
            for (const pack::Node& item : value.items) {
                auto claim = read_claim(item, to.file, found);
                if (claim) said.claims.push_back(std::move(*claim));
            }
        } else {
            said.list = &value;
        }
    } else {
        report(found, to.file, name,
               Diagnostic{"E-subject",
                          {},
                          fmt::format("{} 应当是值、说法或列表", name.text),
                          fmt::format("{} should be a value, a claim or a list", name.text)}
                   .hint("例如 100，或 {\"value\": 100, \"source\": \"社保\"}",
                         "for example 100, or {\"value\": 100, \"source\": \"社保\"}"));
        return;
    }
    to.said.push_back(std::move(said));
}

std::optional<Subject> read_subject(std::string_view text, const std::string& file,
                                    Diagnostics& found) {
    if (text.size() > kMaxSubjectBytes) {
        found.push_back(
            Diagnostic{"E-too-large", {file, 0, 0}, "文件太大", "the file is too large"}.hint(
                "一个对象一个文件；成批用 --data", "one subject a file; use --data for many"));
        return std::nullopt;
    }
    Subject subject;
    subject.file = file;
    subject.document = pack::read_yaml(text, file, found);
    if (!subject.document) return std::nullopt;
    const pack::Node& root = subject.document->root;
    if (root.type != pack::NodeType::map) {
        found.push_back(Diagnostic{
            "E-subject", {file, 1, 1}, "文件里应当是一个对象", "the file should hold one object"}
                            .hint("例如 {\"职工总数\": 100}", "for example {\"staff\": 100}"));
        return std::nullopt;
    }
    for (std::size_t i = 0; i < root.keys.size(); ++i) {
        const pack::Node& value = root.items[i];
        if (root.keys[i].text == "id" && value.type == pack::NodeType::scalar) {
            subject.id = value.text;
        } else if (root.keys[i].text == "name" && value.type == pack::NodeType::scalar) {
            subject.name = value.text;
        } else {
            add_said(value, located(root.keys[i]), subject, found);
        }
    }
    return subject;
}

Facts bind(const PolicySet& set, const Policy& policy, const Subject& subject,
           base::Date law_date) {
    return Binder(set, policy, subject, law_date).run();
}

Diagnostics unknown_names(std::span<const Policy* const> policies, const Subject& subject) {
    Diagnostics found;
    for (const Said& said : subject.said) {
        const bool is_known = std::any_of(policies.begin(), policies.end(), [&](const Policy* p) {
            return knows(*p, said.name.text);
        });
        if (is_known) continue;
        std::vector<std::string> names;
        for (const Policy* policy : policies) {
            for (const Fact& fact : policy->facts) {
                names.push_back(fact.label.zh);
                names.push_back(fact.label.code);
            }
        }
        const auto near = base::nearest(said.name.text, names);
        report(found, subject.file, said.name,
               Diagnostic{"E-name-unknown",
                          {},
                          fmt::format("政策不读取“{}”", said.name.text),
                          fmt::format("no policy reads '{}'", said.name.text)}
                   .hint(near ? fmt::format("是不是 {}？", *near) : "用 policy show 查看要读的事实",
                         near ? fmt::format("did you mean {}?", *near)
                              : "see the facts with policy show"));
    }
    return found;
}

void check_domains(const formula::Plan& plan, const Policy& policy,
                   std::span<const formula::Cell> cells, const std::string& file,
                   Diagnostics& found) {
    using formula::Cell;
    const auto is_given = [](const Cell& cell) {
        return cell.presence == Cell::Presence::known || cell.presence == Cell::Presence::range;
    };
    // The least and the most a bound can be; nothing when it is open or not known.
    const auto limit = [&](const formula::Bound& bound, bool high) -> std::optional<std::int64_t> {
        if (bound.count) return bound.count;
        if (!bound.input.exists()) return std::nullopt;
        const Cell& other = cells[plan.node(bound.input).slot];
        if (!is_given(other)) return std::nullopt;
        return high ? other.hi : other.lo;
    };
    for (const Fact& fact : policy.facts) {
        const Cell& cell = cells[fact.slot];
        if (!is_given(cell)) continue;
        const formula::InputField& field = plan.inputs()[fact.slot];
        if (field.type.kind == formula::Kind::truth || field.type.kind == formula::Kind::text) {
            continue;
        }
        const auto low = limit(field.lowest, false);
        const auto high = limit(field.highest, true);
        const bool too_low = low && cell.hi < *low;
        const bool too_high = high && cell.lo > *high;
        if (!too_low && !too_high) continue;
        const auto shown_in = [&](std::int64_t count, Language language) {
            return show_count(field.type, field.step, fact.type == pack::FactType::ratio, count,
                              language);
        };
        const std::int64_t bound = too_low ? *low : *high;
        found.push_back(Diagnostic{
            "E-domain",
            {file, 0, 0},
            fmt::format("{} {} {} {}", fact.label.zh, shown_in(cell.lo, Language::zh),
                        too_low ? "小于" : "大于", shown_in(bound, Language::zh)),
            fmt::format("{} of {} is {} than {}", fact.label.en, shown_in(cell.lo, Language::en),
                        too_low ? "less" : "more", shown_in(bound, Language::en))}
                            .hint("核对数值和单位", "check the figure and its unit"));
    }
}

void forget_after(Subject& subject, base::Date day) {
    for (Said& said : subject.said) {
        if (said.list != nullptr) continue;
        std::erase_if(said.claims,
                      [&](const Claim& claim) { return claim.date && *claim.date > day; });
    }
    std::erase_if(subject.said,
                  [](const Said& said) { return said.list == nullptr && said.claims.empty(); });
}

}  // namespace kc::policy
