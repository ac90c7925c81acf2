// SPDX-License-Identifier: Apache-2.0
// The objects a pack is made of, as plain values. What each field means stands in the shapes
// (shapes.cpp) and in docs/pack-format.md, which is made from them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/unit.hpp"
#include "pack/bilingual.hpp"
#include "pack/counts.hpp"
#include "pack/form.hpp"
#include "pack/registry.hpp"
#include "pack/time.hpp"
#include "pack/words.hpp"

namespace kc::pack {

// The plan document a pack was made from.
struct PlanDocument {
    std::string title = {};
    std::string number = {};
    std::optional<base::Date> issued = {};
    std::string index_number = {};
    std::string file_sha256 = {};

    bool operator==(const PlanDocument&) const = default;
};

struct Manifest {
    static constexpr std::string_view kKind = "manifest";

    std::string code = {};
    Bilingual name = {};
    std::int32_t year = 0;
    Bilingual issuer = {};
    std::string region = {};  // code of a unit
    std::vector<std::string> required = {};
    std::optional<PlanDocument> source = {};
    std::vector<std::string> forms = {};         // of the catalog, in use here; its own are anyway
    std::vector<BurdenBudget> burden = {};       // how much units may be asked for
    std::vector<RegistrySection> sections = {};  // who looks after which registry here
    std::string notes = {};

    bool operator==(const Manifest&) const = default;
};

struct Tile {
    std::int32_t column = 0;
    std::int32_t row = 0;

    bool operator==(const Tile&) const = default;
};

// A region, park or office. Codes of abolished units stay, with the last day they were in force.
struct AdminUnit {
    std::string code = {};
    Bilingual name = {};
    std::string short_name = {};
    UnitType type = UnitType::other;
    std::optional<base::Date> valid_from = {};
    std::optional<base::Date> valid_to = {};
    std::string was = {};
    bool is_pseudo = false;
    std::vector<std::string> neighbours = {};
    std::optional<Tile> tile = {};
    std::vector<std::string> aliases = {};
    std::vector<AdminUnit> children = {};

    bool operator==(const AdminUnit&) const = default;
};

struct UnitTree {
    static constexpr std::string_view kKind = "unit-tree";

    std::string code = {};
    Bilingual name = {};
    std::optional<Bilingual> source = {};
    std::vector<AdminUnit> units = {};

    bool operator==(const UnitTree&) const = default;
};

// Something that is easily taken for the indicator: another one (code), or a wording (text).
struct LookAlike {
    std::string code = {};
    std::string text = {};
    Bilingual reason = {};

    bool operator==(const LookAlike&) const = default;
};

struct Indicator {
    static constexpr std::string_view kKind = "indicator";

    std::string code = {};
    Bilingual name = {};
    Bilingual definition = {};
    base::Unit unit = {};
    QuantityKind quantity = QuantityKind::stock;
    Direction direction = Direction::none;
    Frequency frequency = Frequency::year;
    Pace pace = Pace::unstated;
    std::optional<std::int32_t> publication_lag_months = {};
    Bilingual source = {};
    std::vector<std::string> basis = {};
    std::string numerator = {};
    std::string denominator = {};
    std::optional<Counts> counts = {};  // from records; a reported figure is then a control total
    std::vector<std::string> leading = {};
    std::vector<std::string> aliases = {};
    std::vector<LookAlike> look_alikes = {};
    Theme theme = Theme::other;
    Certainty certainty = Certainty::pattern;
    std::optional<Bilingual> notes = {};

    bool operator==(const Indicator&) const = default;
};

struct BuildingBlock {
    static constexpr std::string_view kKind = "building-block";

    std::string code = {};
    Bilingual name = {};
    Bilingual definition = {};
    std::vector<std::string> cues = {};
    std::vector<std::string> modules = {};
    std::vector<std::string> indicators = {};
    std::optional<Bilingual> notes = {};

    bool operator==(const BuildingBlock&) const = default;
};

// Where a target or task is said.
struct SourceSentence {
    std::string document = {};
    std::string section = {};
    std::string sentence = {};
    std::vector<std::int32_t> span = {};  // empty, or [start, end) in characters
    Wording wording = Wording::verbatim;

    bool operator==(const SourceSentence&) const = default;
};

// Something only a person can settle.
struct Todo {
    std::string field = {};
    std::string zh = {};
    std::string en = {};

    bool operator==(const Todo&) const = default;
};

struct Baseline {
    base::Decimal value = {};
    std::optional<Time> period = {};

    bool operator==(const Baseline&) const = default;
};

struct Milestone {
    base::Date date = {};
    base::Decimal value = {};  // in the target's unit

    bool operator==(const Milestone&) const = default;
};

// Where a target should be at each time of its year.
struct Trajectory {
    Course course = Course::line;
    std::vector<Milestone> points = {};       // for `points`, by date
    bool line_between = false;                // between two points a line is fair
    std::vector<base::Decimal> profile = {};  // for `profile`: 12 percentages, the last is 100

    bool operator==(const Trajectory&) const = default;
};

struct CountyShare {
    std::string unit = {};     // code of a unit
    base::Decimal value = {};  // in the target's unit

    bool operator==(const CountyShare&) const = default;
};

// What each county has to contribute.
struct Decomposition {
    ShareCheck check = ShareCheck::sum;
    std::optional<base::Decimal> tolerance = {};  // absent: what rounding the shares explains
    std::vector<CountyShare> shares = {};

    bool operator==(const Decomposition&) const = default;
};

struct Target {
    static constexpr std::string_view kKind = "target";

    std::string code = {};
    Bilingual name = {};
    std::string indicator = {};  // empty while nobody has bound it
    QuantityKind quantity = QuantityKind::stock;
    Bound bound = Bound::equal;
    base::Decimal value = {};
    std::optional<base::Decimal> value_high = {};  // of a range only
    base::Unit unit = {};
    std::optional<Baseline> baseline = {};
    std::string hedge = {};
    std::string scope = {};
    std::string unit_of_observation = {};
    Time horizon = {};
    std::optional<Trajectory> trajectory = {};
    std::vector<std::string> leading = {};  // in place of the indicator's own
    std::optional<Decomposition> decomposition = {};
    Level level = Level::base;
    std::string part_of = {};
    std::string task = {};
    std::vector<std::string> owners = {};
    std::optional<SourceSentence> source = {};
    std::optional<base::Decimal> confidence = {};
    std::string notes = {};
    std::vector<Todo> todo = {};

    bool operator==(const Target&) const = default;
};

struct PlannedActivity {
    std::string text = {};
    std::optional<Time> when = {};

    bool operator==(const PlannedActivity&) const = default;
};

struct Task {
    static constexpr std::string_view kKind = "task";

    std::string code = {};
    std::string number = {};
    Bilingual name = {};
    std::vector<std::string> blocks = {};
    std::string text = {};
    std::vector<std::string> actions = {};
    std::vector<std::string> owners = {};
    std::optional<Time> due = {};
    std::vector<PlannedActivity> planned = {};
    std::vector<std::string> targets = {};
    std::optional<SourceSentence> source = {};
    std::optional<base::Decimal> confidence = {};
    std::string notes = {};
    std::vector<Todo> todo = {};

    bool operator==(const Task&) const = default;
};

}  // namespace kc::pack
