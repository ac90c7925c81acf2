// SPDX-License-Identifier: Apache-2.0
// A resolved evaluation: what is measured, in which tree it is added up, and by which methods.
//
// Everything is filled in, names are resolved to positions and nothing is left to a default that
// is not written here. definition_read.hpp makes it from YAML, definition_write.hpp prints it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "evaluation/methods.hpp"

namespace kc::evaluation {

struct Title {
    std::string zh = {};
    std::string en = {};

    bool operator==(const Title&) const = default;
};

enum class Direction : std::int8_t { down = -1, up = 1 };

struct Tier {
    double from = 0;  // a value at least this (at most this, when lower is better) ...
    double score = 0;

    bool operator==(const Tier&) const = default;
};

struct Indicator {
    std::string id = {};
    Title title = {};
    std::string from = {};  // the column of the data
    std::string per = {};   // the column it is divided by; empty for none
    double per_scale = 1;   // the denominator is multiplied by this first
    std::string unit = {};
    Direction direction = Direction::up;
    std::optional<double> standard = {};
    std::optional<double> target = {};
    std::optional<double> goalpost_low = {};
    std::optional<double> goalpost_high = {};
    std::vector<Tier> tiers = {};
    ImputeMethod impute = {};
    TreatPlan treat = {};
    NormaliseMethod normalise = {};
    bool normalise_given = false;  // for this indicator, not by the usual method
    double min_coverage = 0;       // share of units with a value below which a warning is given
    std::string source = {};
    Place at = {};
};

struct Bonus {
    std::string column = {};
    double points = 0;  // for each one counted
    double cap = 0;     // the most that is added (for negative points: taken off)
    bool evidence_required = true;
    std::string evidence_column = {};
};

struct Veto {
    std::string column = {};  // a unit with anything but 0 or empty here is affected
    enum class Effect : std::uint8_t {
        rank_at_most_middle,
        rank_last,
        score_at_most
    } effect = Effect::rank_at_most_middle;
    double score = 0;
};

struct Adjustments {
    std::vector<Bonus> bonuses = {};
    std::vector<Veto> vetoes = {};
    std::string calibrate_to = {};      // a column; empty for none
    std::string calibrate_weight = {};  // the column weighting the units; empty: all alike
    std::string calibrate_within = {};  // the column naming the parent; empty: all have one

    bool is_empty() const { return bonuses.empty() && vetoes.empty() && calibrate_to.empty(); }
};

// score = level share * score + change share * change of the score since `base`, both on the
// scale of the scores.
struct Growth {
    double level = 1;
    double change = 0;
};

// Leaves are nodes too. Nodes stand in preorder: the root first, every child after its parent, so
// going backwards meets children before their parents.
struct Node {
    std::string id = {};
    Title title = {};
    std::int32_t parent = -1;
    std::int32_t indicator = -1;  // of a leaf, into Definition::indicators
    std::int32_t level = 1;       // leaves 1, others one more than their highest child
    std::vector<std::int32_t> children = {};
    AggregateMethod aggregate = {};
    WeightMethod weights = {};  // of the children
    double needs = 0;           // least share of the children, by number, that must be there
    Adjustments adjustments = {};
    std::optional<Growth> growth = {};
    Place at = {};

    bool is_leaf() const { return indicator >= 0; }
};

enum class PanelScale : std::uint8_t { frozen, per_year, pooled };

struct Units {
    std::string registry = {};  // what the ids are, see registry.hpp
    std::string where = {};
    std::vector<std::string> groups = {};
    std::string compare_within = {};  // like with like: ranks inside each group of this column
    std::string id_column = "unit";
    std::string name_column = {};
};

struct PeriodPlan {
    std::int32_t year = 0;  // 0: the data have no years
    std::int32_t panel_first = 0;
    std::int32_t panel_last = 0;
    std::int32_t base = 0;
    PanelScale scale = PanelScale::per_year;
    std::string column = {};  // of the year in the data
};

struct MissingPlan {
    ImputeMethod usual = {};
    ImputeMethod panel = {};    // tried first when there are several years
    double max_share_unit = 1;  // a unit with a greater share missing is left out, by name
    double max_zero_share_unit = 1;
    std::vector<std::string> keep = {};
    std::vector<std::string> drop = {};
    double penalty = 0;  // taken from the score for each share of missing weight
    bool show = true;
};

enum class Check : std::uint8_t {
    coverage,
    outliers,
    correlation,
    cronbach,
    kmo,
    pca,
    denominator_corr,
    double_counting,
    dominance,
    effective_weights,
};

struct CheckPlan {
    Check check = Check::coverage;
    std::vector<double> limits = {};  // correlation: above, below; denominator_corr: absolute
};

// ---- uncertainty

enum class WeightVaryKind : std::uint8_t {
    none,
    noise,
    dirichlet,
    simplex,
    expert_spread,
    ordinal
};

// Noise and draws are made inside each parent's children, and the result scaled to its sum.
struct WeightVary {
    WeightVaryKind kind = WeightVaryKind::none;
    double noise = 0;                       // each weight times U(1 - noise, 1 + noise)
    double concentration = 0;               // dirichlet: greater is nearer to the nominal weights
    std::vector<std::int32_t> levels = {};  // of the weighted children; empty for all
    // ordinal: weight of first >= weight of second, as nodes with one parent
    std::vector<std::pair<std::int32_t, std::int32_t>> at_least = {};
};

enum class NoiseKind : std::uint8_t { normal_cv, normal_sd, uniform_share, uniform_width };

struct DataVary {
    std::int32_t indicator = 0;
    NoiseKind kind = NoiseKind::normal_cv;
    double size = 0;
};

struct AggregateVary {
    std::vector<std::int32_t> nodes = {};  // these take the same alternative together
    std::vector<AggregateMethod> alternatives = {};
};

enum class DropKind : std::uint8_t { none, one_indicator, one_child_of_root };

struct VaryPlan {
    std::vector<TreatPlan> treatment = {};  // empty lists and none: as in the definition
    std::vector<NormaliseMethod> normalise = {};
    std::vector<AggregateVary> aggregate = {};
    WeightVary weights = {};
    std::vector<ImputeMethod> imputation = {};
    std::int32_t multiple_imputation = 0;
    std::vector<DataVary> data = {};
    DropKind drop = DropKind::none;
};

struct UncertaintyPlan {
    std::int32_t replications = 1000;
    std::uint64_t seed = 1;
    VaryPlan vary = {};
};

enum class SensitivityTarget : std::uint8_t { mean_abs_rank_change, rank_each, score_each };

struct SensitivityPlan {
    std::int32_t base = 1000;
    std::int32_t bootstrap = 1000;
    std::vector<SensitivityTarget> targets = {SensitivityTarget::mean_abs_rank_change};
};

// ---- what is published

// `relation` value of the scores: ">= 1.25*mean".
struct ReportGroup {
    std::string id = {};
    std::string relation = ">=";
    double factor = 1;
    enum class Of : std::uint8_t { mean, median, max, one } of = Of::mean;
};

struct ReportPlan {
    std::vector<ReportGroup> groups = {};
    double intervals = 0.9;
    // What may be printed of a unit's place; see published().
    enum class Publish : std::uint8_t { ranks, rank_bands, groups } publish = Publish::rank_bands;
};

// How far anybody stands behind the definition. A template's weights and standards are still to be
// settled; `gap` says which.
enum class Standing : std::uint8_t { official, advisory, template_only };

// A column of the data that holds the figures of an indicator of the office.
struct ColumnFigure {
    std::string column = {};
    std::string indicator = {};  // its code
    Place at = {};
};

struct Definition {
    std::string code = {};
    Title title = {};
    Title about = {};
    Standing standing = Standing::advisory;
    Title gap = {};           // what was not found or is not settled; empty for nothing
    std::string sample = {};  // fictitious figures: samples/<this>.csv beside the definition
    Units units = {};
    PeriodPlan period = {};
    std::vector<Indicator> indicators = {};
    std::vector<ColumnFigure> figures = {};  // by column; changes nothing in a result
    MissingPlan missing = {};
    TreatPlan treatment = {};        // of indicators that say nothing else
    NormaliseMethod normalise = {};  // of indicators that say nothing else
    bool normalise_given = false;    // otherwise settle_defaults chooses by the number of units
    std::vector<Node> nodes = {};    // preorder, see Node
    std::vector<CheckPlan> checks = {};
    std::optional<UncertaintyPlan> uncertainty = {};
    std::optional<SensitivityPlan> sensitivity = {};
    ReportPlan report = {};
};

std::optional<std::size_t> indicator_position(const Definition& definition, std::string_view id);

// What calls a node where each needs a name of its own: its id, and for an indicator that is
// counted in several places "parent/id".
std::string node_key(const Definition& definition, std::size_t node);

// The first node of that name: an indicator that is counted twice has several.
std::optional<std::size_t> node_position(const Definition& definition, std::string_view id);

}  // namespace kc::evaluation
