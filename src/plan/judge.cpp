// SPDX-License-Identifier: Apache-2.0
#include "plan/judge.hpp"

#include <algorithm>
#include <array>

namespace kc::plan {
namespace {

// Scores in tenths; a statement is a target from kThreshold on. Set on the development corpus.
constexpr int kThreshold = 10;

class Scale {
public:
    void add(int score, std::string_view reason) {
        if (score == 0) return;
        total_ += score;
        reasons_.push_back(reason);
    }
    int total() const { return total_; }
    std::vector<std::string_view> reasons() && { return std::move(reasons_); }

private:
    int total_ = 0;
    std::vector<std::string_view> reasons_;
};

void weigh_part(Scale& scale, Part part, DocumentKind document) {
    switch (part) {
        case Part::goal:
        case Part::task:
            scale.add(part == Part::goal ? 22 : 14,
                      part == Part::goal ? "goal-section" : "task-section");
            if (document == DocumentKind::terms) scale.add(-16, "terms-document");
            if (document == DocumentKind::results) scale.add(-12, "results-document");
            return;
        case Part::review: scale.add(-22, "review-section"); return;
        case Part::terms: scale.add(-30, "terms-section"); return;
        case Part::support: scale.add(4, "support-section"); return;
        case Part::general:
        case Part::front:
        case Part::neutral: break;
    }
    switch (document) {
        case DocumentKind::plan: scale.add(10, "plan-document"); break;
        case DocumentKind::terms: scale.add(-20, "terms-document"); break;
        case DocumentKind::results: scale.add(-20, "results-document"); break;
        case DocumentKind::report: scale.add(-2, "report-document"); break;
        case DocumentKind::news: break;
    }
}

void weigh_tense(Scale& scale, const Statement& s, Part part, DocumentKind document) {
    if (s.tense == Tense::past) {
        if (s.tense_strong) {
            scale.add(-40, "past-cue");
        } else {
            scale.add(part == Part::goal || part == Part::task ? -6 : -14, "past-context");
        }
    } else if (s.tense == Tense::future) {
        if (s.tense_strong) {
            scale.add(26, "future-cue");
        } else {
            // A news item soon turns back to what has been done.
            scale.add(document == DocumentKind::news && part == Part::neutral && !s.tense_lasting
                          ? 7
                          : 12,
                      "future-context");
        }
    }
}

}  // namespace

Verdict judge(const Statement& s, Part part, DocumentKind document) {
    Verdict verdict;
    if (s.exclusion != Exclusion::none) {
        verdict.reasons.push_back(name_of(s.exclusion));
        return verdict;
    }
    Scale scale;
    weigh_part(scale, part, document);
    weigh_tense(scale, s, part == Part::front ? Part::neutral : part, document);
    if (!s.hedge.empty()) scale.add(s.tense == Tense::past && s.tense_strong ? 4 : 10, "hedge");
    if (s.bound_said && s.bound != Bound::about) scale.add(3, "bound");
    if (s.has_verb) scale.add(1, "verb");
    verdict.taken = scale.total() >= kThreshold;
    const int distance = std::min(std::abs(scale.total() - kThreshold), 30);
    verdict.confidence_percent = 60 + distance * 39 / 30;
    verdict.reasons = std::move(scale).reasons();
    return verdict;
}

std::string_view name_of(Exclusion exclusion) {
    switch (exclusion) {
        case Exclusion::none: return "";
        case Exclusion::threshold: return "threshold";
        case Exclusion::subsidy: return "subsidy";
        case Exclusion::list_count: return "list-count";
        case Exclusion::starting_value: return "starting-value";
        case Exclusion::baseline: return "baseline";
        case Exclusion::investment: return "investment";
        case Exclusion::past_result: return "past-result";
        case Exclusion::no_metric: return "no-metric";
        case Exclusion::small_count: return "small-count";
        case Exclusion::score: return "score";
        case Exclusion::not_a_quantity: return "no-unit";
        case Exclusion::result_column: return "result-column";
        case Exclusion::weight: return "weight";
    }
    return "";
}

namespace {

struct ReasonWords {
    std::string_view reason;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array<ReasonWords, 31> kReasonWords = {{
    {"goal-section", "在目标部分", "in the goals section"},
    {"task-section", "在任务部分", "in the tasks section"},
    {"review-section", "在回顾部分", "in the review section"},
    {"terms-section", "在政策条款或评分部分", "among terms or scoring rules"},
    {"support-section", "在保障措施部分", "among supporting measures"},
    {"plan-document", "计划类文件", "a planning document"},
    {"terms-document", "办法、指南类文件", "a document of rules"},
    {"results-document", "公报、通报类文件", "a document of results"},
    {"report-document", "总结类文件", "a report"},
    {"past-cue", "句中说的是已发生的事", "the sentence tells the past"},
    {"past-context", "上文说的是已发生的事", "the context tells the past"},
    {"future-cue", "句中说的是将要做的事", "the sentence looks ahead"},
    {"future-context", "上文说的是将要做的事", "the context looks ahead"},
    {"hedge", "有力争、确保等用语", "hedged or pledged"},
    {"bound", "写明上下限", "a bound is stated"},
    {"verb", "有动词", "a verb goes with it"},
    {"threshold", "名词中的门槛", "a threshold inside a noun"},
    {"subsidy", "奖补标准", "a subsidy rate"},
    {"list-count", "事项计数", "counts the items of a list"},
    {"starting-value", "起点值", "the value it starts from"},
    {"baseline", "比较基数", "a base for comparison"},
    {"investment", "项目投资额", "the size of an investment"},
    {"past-result", "已有结果", "a past result"},
    {"no-metric", "没有说明指标", "no metric is named"},
    {"small-count", "泛指的数量", "a count in passing"},
    {"score", "分值", "a score"},
    {"no-unit", "没有单位", "has no unit"},
    {"result-column", "表中的完成值或基期值", "a result or base value in a table"},
    {"weight", "权重", "a weight"},
    {"table-target", "表中的目标列", "the target column of a table"},
    {"furniture", "网页附加内容", "page furniture"},
}};

}  // namespace

std::string_view words_zh(std::string_view reason) {
    for (const ReasonWords& words : kReasonWords) {
        if (words.reason == reason) return words.zh;
    }
    return reason;
}

std::string_view words_en(std::string_view reason) {
    for (const ReasonWords& words : kReasonWords) {
        if (words.reason == reason) return words.en;
    }
    return reason;
}

}  // namespace kc::plan
