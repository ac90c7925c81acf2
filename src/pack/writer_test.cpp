// SPDX-License-Identifier: Apache-2.0
#include "pack/writer.hpp"

#include <gtest/gtest.h>

#include <random>

#include "base/utf8.hpp"
#include "pack/object_set.hpp"

namespace kc::pack {
namespace {

ObjectSet read_back(const std::string& text) {
    Diagnostics found;
    ObjectSet set;
    auto document = read_yaml(text, "f", found);
    if (document) read_objects(std::move(document), set, found);
    EXPECT_TRUE(found.empty()) << text << to_string(found.at(0), Language::en);
    return set;
}

Target sample_target() {
    Target target;
    target.code = "xc2024.rd_intensity";
    target.name = {"研发投入强度", "R&D intensity"};
    target.indicator = "cn.rd.intensity";
    target.quantity = QuantityKind::ratio;
    target.bound = Bound::at_least;
    target.value = base::Decimal::parse("2.60").value();
    target.unit = base::Unit::parse("%").value();
    target.hedge = "力争";
    target.unit_of_observation = "341800";
    target.horizon = Time::parse("2024").value();
    target.source = SourceSentence{.section = "二、主要目标",
                                   .sentence = "力争: 达到2.6%",
                                   .span = {12, 58},
                                   .wording = Wording::paraphrase};
    return target;
}

TEST(Writer, WritesFieldsInTheOrderOfTheFormatAndLeavesOutWhatIsEmpty) {
    EXPECT_EQ(write_yaml(sample_target(), "由程序生成"),
              "# 由程序生成\n"
              "kind: target\n"
              "code: xc2024.rd_intensity\n"
              "name:\n"
              "  zh: 研发投入强度\n"
              "  en: R&D intensity\n"
              "indicator: cn.rd.intensity\n"
              "quantity: ratio\n"
              "bound: \">=\"\n"
              "value: 2.6\n"
              "unit: \"%\"\n"
              "hedge: 力争\n"
              "unit_of_observation: \"341800\"\n"
              "horizon: 2024\n"
              "source:\n"
              "  section: 二、主要目标\n"
              "  sentence: \"力争: 达到2.6%\"\n"
              "  span: [12, 58]\n"
              "  wording: paraphrase\n");
}

TEST(Writer, ListsHaveOneKindForAllAndRoomBetweenTheEntries) {
    std::vector<BuildingBlock> blocks(2);
    blocks[0] = {.code = "a", .name = {"甲"}, .definition = {"乙"}, .cues = {"丙", "丁"}};
    blocks[1] = {.code = "b", .name = {"甲"}, .definition = {"乙"}, .cues = {"no"}};
    EXPECT_EQ(write_yaml_list<BuildingBlock>(blocks),
              "kind: building-block\n"
              "objects:\n"
              "\n"
              "  - code: a\n"
              "    name:\n"
              "      zh: 甲\n"
              "    definition:\n"
              "      zh: 乙\n"
              "    cues: [丙, 丁]\n"
              "\n"
              "  - code: b\n"
              "    name:\n"
              "      zh: 甲\n"
              "    definition:\n"
              "      zh: 乙\n"
              "    cues: [\"no\"]\n");
}

// Goal: what is written can be read, and says the same. Method: random objects, all fields filled
// at random with values their types allow.
class RandomObjects {
public:
    explicit RandomObjects(unsigned seed) : random_(seed) {}

    Target target() {
        Target t;
        t.code = code();
        t.name = words();
        t.indicator = maybe() ? code() : "";
        t.quantity = word<QuantityKind>();
        t.bound = word<Bound>();
        t.value = number();
        if (maybe()) t.value_high = number();
        t.unit = unit();
        if (maybe())
            t.baseline = Baseline{number(), maybe() ? std::optional(time()) : std::nullopt};
        t.hedge = text(0);
        t.scope = text(0);
        t.unit_of_observation = maybe() ? code() : "";
        t.horizon = time();
        if (maybe()) t.trajectory = trajectory();
        t.leading = codes();
        if (maybe()) t.decomposition = decomposition();
        t.level = word<Level>();
        t.part_of = maybe() ? code() : "";
        t.task = maybe() ? code() : "";
        t.owners = texts();
        if (maybe()) t.source = source();
        if (maybe()) t.confidence = base::Decimal::of(below(101), 2);
        t.notes = text(0);
        t.todo = todos();
        return t;
    }

    Task task() {
        Task t;
        t.code = code();
        t.number = text(1);
        t.name = words();
        t.blocks = codes();
        t.text = text(0);
        t.actions = texts();
        t.owners = texts();
        if (maybe()) t.due = maybe() ? Time() : time();
        for (unsigned i = below(3); i > 0; --i) t.planned.push_back({text(1), time()});
        t.targets = codes();
        if (maybe()) t.source = source();
        t.notes = text(0);
        t.todo = todos();
        return t;
    }

    UnitTree unit_tree() {
        UnitTree tree;
        tree.code = code();
        tree.name = words();
        for (unsigned i = 1 + below(3); i > 0; --i) tree.units.push_back(unit_of_tree(0));
        return tree;
    }

private:
    std::int32_t below(std::int32_t end) {
        return static_cast<std::int32_t>(random_() % static_cast<unsigned>(end));
    }
    bool maybe() { return below(2) == 0; }

    template <typename E>
    E word() {
        return static_cast<E>(below(static_cast<std::int32_t>(kWords<E>.size())));
    }

    std::string text(std::int32_t min_length) {
        static constexpr char32_t kAlphabet[] =
            U"ab01 \n:#-?,[]{}&*!|>'\"%@`~=<.\\\t中文，：\u2028\u0085\r_+eXno年";
        std::string made;
        for (std::int32_t length = min_length + below(9); length > 0; --length) {
            const auto count = static_cast<std::int32_t>(std::size(kAlphabet)) - 1;
            base::append_utf8(made, kAlphabet[below(count)]);
        }
        return made;
    }

    std::vector<std::string> texts() {
        std::vector<std::string> list;
        for (std::int32_t i = below(4); i > 0; --i) list.push_back(text(0));
        return list;
    }

    std::string code() {
        static constexpr std::array<std::string_view, 5> kParts{"no", "341800", "a-b", "x_1",
                                                                "0e1"};
        std::string made(kParts[static_cast<std::size_t>(below(5))]);
        for (std::int32_t i = below(3); i > 0; --i) {
            made += '.';
            made += kParts[static_cast<std::size_t>(below(5))];
        }
        return made;
    }

    std::vector<std::string> codes() {
        std::vector<std::string> list;
        for (std::int32_t i = below(4); i > 0; --i) list.push_back(code());
        return list;
    }

    Bilingual words() { return {text(1), text(0)}; }

    Trajectory trajectory() {
        Trajectory t{.course = word<Course>(), .line_between = maybe()};
        for (std::int32_t i = below(3); i > 0; --i) {
            t.points.push_back({*base::Date::of(2024, 1 + below(12), 1 + below(28)), number()});
        }
        if (maybe()) {
            for (int month = 0; month < 12; ++month) t.profile.emplace_back(below(101));
        }
        return t;
    }

    Decomposition decomposition() {
        Decomposition d{.check = word<ShareCheck>()};
        if (maybe()) d.tolerance = number();
        for (std::int32_t i = 1 + below(4); i > 0; --i) d.shares.push_back({code(), number()});
        return d;
    }

    base::Decimal number() { return *base::Decimal::of(below(2'000'000) - 1'000'000, below(7)); }

    base::Unit unit() {
        static constexpr std::array<std::string_view, 6> kUnits{"",     "%",       "家",
                                                                "亿元", "件/万人", "个百分点"};
        return base::Unit::parse(kUnits[static_cast<std::size_t>(below(6))]).value();
    }

    Time time() {
        static constexpr std::array<std::string_view, 7> kTimes{
            "2024", "2024-H1", "2024-Q3", "2024-06", "2024-06-30", "2021..2025", "2024-01..06"};
        return Time::parse(kTimes[static_cast<std::size_t>(below(7))]).value();
    }

    SourceSentence source() {
        SourceSentence made{text(0), text(0), text(1), {}, word<Wording>()};
        if (maybe()) made.span = {below(100), below(100)};
        return made;
    }

    std::vector<Todo> todos() {
        std::vector<Todo> list;
        for (std::int32_t i = below(3); i > 0; --i) list.push_back({text(1), text(1), text(0)});
        return list;
    }

    AdminUnit unit_of_tree(int depth) {
        AdminUnit made;
        made.code = code();
        made.name = words();
        made.short_name = text(0);
        made.type = word<UnitType>();
        if (maybe()) made.valid_from = base::Date::of(2000 + below(30), 1 + below(12), 1);
        if (maybe()) made.valid_to = base::Date::of(2000 + below(30), 1 + below(12), 1);
        made.was = maybe() ? code() : "";
        made.is_pseudo = maybe();
        made.neighbours = codes();
        if (maybe()) made.tile = Tile{below(9), below(9)};
        made.aliases = texts();
        if (depth < 3) {
            for (std::int32_t i = below(3); i > 0; --i) {
                made.children.push_back(unit_of_tree(depth + 1));
            }
        }
        return made;
    }

    std::mt19937 random_;
};

TEST(Writer, EveryTargetIsReadBackAsItWas) {
    RandomObjects objects(20240315);
    for (int round = 0; round < 3'000; ++round) {
        const Target target = objects.target();
        const std::string text = write_yaml(target);
        const ObjectSet set = read_back(text);
        ASSERT_EQ(set.targets.size(), 1U) << text;
        ASSERT_EQ(set.targets[0].value, target) << text;
    }
}

TEST(Writer, EveryTaskIsReadBackAsItWas) {
    RandomObjects objects(7);
    for (int round = 0; round < 3'000; ++round) {
        const std::vector<Task> tasks{objects.task(), objects.task()};
        const std::string text = write_yaml_list<Task>(tasks, "两项任务");
        const ObjectSet set = read_back(text);
        ASSERT_EQ(set.tasks.size(), 2U) << text;
        ASSERT_EQ(set.tasks[0].value, tasks[0]) << text;
        ASSERT_EQ(set.tasks[1].value, tasks[1]) << text;
    }
}

TEST(Writer, EveryUnitTreeIsReadBackAsItWas) {
    RandomObjects objects(11);
    for (int round = 0; round < 1'000; ++round) {
        const UnitTree tree = objects.unit_tree();
        const std::string text = write_yaml(tree);
        const ObjectSet set = read_back(text);
        ASSERT_EQ(set.unit_trees.size(), 1U) << text;
        ASSERT_EQ(set.unit_trees[0].value, tree) << text;
    }
}

}  // namespace
}  // namespace kc::pack
