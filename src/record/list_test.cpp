// SPDX-License-Identifier: Apache-2.0
#include "record/list.hpp"

#include <algorithm>

#include "record/limits.hpp"
#include "record/test_support.hpp"

namespace kc::record::test {
namespace {

using store::test::code_of;
using Names = std::vector<std::string>;

class RecordList : public RecordTest {
protected:
    void SetUp() override {
        RecordTest::SetUp();
        firm("甲精密（ABC）公司", "泾县", {{"staff", "30"}, {"phone", "13812345678"}});
        firm("乙50%公司", "宣州区", {{"staff", "10"}});
        firm("丙公司", "广德市");
        firm("丁精密公司", "泾县", {{"staff", "20"}});
    }
    store::Condition field(const char* code, const char* comparison, const char* text) {
        auto condition = field_condition(firms(), registries_->regions(), code,
                                         *comparison_of(comparison), text, today_);
        EXPECT_TRUE(condition) << condition.error().en;
        return condition ? *condition : store::never();
    }
};

TEST_F(RecordList, IsSortedWithTheEmptyOnesLastEitherWay) {
    EXPECT_EQ(titles_of(firms(), {.sort = "staff"}),
              (Names{"乙50%公司", "丁精密公司", "甲精密（ABC）公司", "丙公司"}));
    EXPECT_EQ(titles_of(firms(), {.sort = "staff", .descending = true}),
              (Names{"甲精密（ABC）公司", "丁精密公司", "乙50%公司", "丙公司"}));
}

TEST_F(RecordList, PagesPutTogetherAreTheWholeList) {
    for (const char* sort : {"", "staff", "name", "title", "unit", "valid_to", "known_at_us"}) {
        for (const bool descending : {false, true}) {
            ListQuery query{.sort = sort, .descending = descending};
            const Names whole = titles_of(firms(), query);
            Names parts;
            query.limit = 1;
            do {
                auto page = list(reader().connection(), firms(), store::always(), query);
                ASSERT_TRUE(page) << page.error().en;
                ASSERT_LE(page->records.size(), 1U);
                for (const Record& one : page->records) parts.push_back(one.title);
                query.cursor = page->next;
            } while (!query.cursor.empty() && parts.size() < 10);
            EXPECT_EQ(parts, whole) << sort;
        }
    }
}

TEST_F(RecordList, FindsWordsInAnyWidthAndCase) {
    EXPECT_EQ(titles_of(firms(), {.search = "精密"}).size(), 2U);
    EXPECT_EQ(titles_of(firms(), {.search = "精密　ａｂｃ"}), Names{"甲精密（ABC）公司"});
    EXPECT_EQ(titles_of(firms(), {.search = "50%"}), Names{"乙50%公司"});
    EXPECT_EQ(titles_of(firms(), {.search = "5_%"}), Names{});
}

TEST_F(RecordList, PersonalFieldsAreSearchedOnlyWhenAsked) {
    EXPECT_EQ(titles_of(firms(), {.search = "13812345678"}), Names{});
    EXPECT_EQ(titles_of(firms(), {.search = "13812345678", .search_personal = true}).size(), 1U);
}

TEST_F(RecordList, FiltersByFieldsWithTheirUnits) {
    EXPECT_EQ(titles_of(firms(), {.filter = field("staff", ">=", "20")}).size(), 2U);
    EXPECT_EQ(titles_of(firms(), {.filter = field("staff", "empty", "")}), Names{"丙公司"});
    EXPECT_EQ(titles_of(firms(), {.filter = field("region", "=", "宣城市")}).size(), 4U);
    EXPECT_EQ(titles_of(firms(), {.filter = field("region", "!=", "泾县")}).size(), 2U);
    EXPECT_EQ(titles_of(firms(), {.filter = field("name", "contains", "50%")}).size(), 1U);
    EXPECT_EQ(code_of(field_condition(firms(), registries_->regions(), "name", Comparison::less,
                                      "甲", today_)),
              "E-record-filter");
}

TEST_F(RecordList, ShowsOnlyWhatTheConditionAllows) {
    const store::Condition mine{"unit = ?", {std::string("341823")}};
    EXPECT_EQ(titles_of(firms(), {}, mine).size(), 2U);
    EXPECT_EQ(titles_of(firms(), {.search = "乙"}, mine), Names{});
    EXPECT_EQ(*count(reader().connection(), firms(), mine, {}, 1000), 2);
    EXPECT_EQ(*count(reader().connection(), firms(), store::always(), {}, 3), 3);
    EXPECT_EQ(titles_of(firms(), {}, store::never()), Names{});
}

TEST_F(RecordList, RefusesWhatMakesNoSense) {
    auto now = reader();
    const auto refused = [&](const ListQuery& query) {
        return code_of(list(now.connection(), firms(), store::always(), query));
    };
    EXPECT_EQ(refused({.limit = kMaxPage + 1}), "E-record-page");
    EXPECT_EQ(refused({.limit = 0}), "E-record-page");
    EXPECT_EQ(refused({.sort = "id; DROP TABLE"}), "E-record-sort");
    EXPECT_EQ(refused({.sort = "staff", .cursor = "7 tabc"}), "E-record-cursor");
    EXPECT_EQ(refused({.sort = "staff", .cursor = "x"}), "E-record-cursor");
    EXPECT_EQ(refused({.search = std::string(kMaxSearchBytes + 1, 'a')}), "E-record-search");
}

// The largest pages are read in another way (list.cpp), so they are held against small ones.
TEST_F(RecordList, ExportsSeeEveryRecordOnceAndOnlyThoseAllowed) {
    const store::Condition mine{"unit = ?", {std::string("341823")}};
    for (const store::Condition& allowed : {store::always(), mine, store::never()}) {
        for (const char* sort : {"", "staff", "name"}) {
            Names names;
            ASSERT_TRUE(for_each_record(reader().connection(), firms(), allowed, {.sort = sort},
                                        [&](const Record& one) {
                                            names.push_back(one.title);
                                            return true;
                                        }));
            EXPECT_EQ(names, titles_of(firms(), {.sort = sort}, allowed)) << sort;
        }
    }
}

TEST_F(RecordList, TellsWhatPointsToARecordAndWhatMayBeItsTwin) {
    const RecordId id = firm("戊有限公司", "泾县");
    const RecordId twin = firm("戊公司", "宣州区");
    create("t.title", {{"name", "证"}, {"firm", std::to_string(id)}, {"granted", "2023-01-01"}});
    const auto all = [](const Registry&) { return store::always(); };
    const auto found = relations(reader().connection(), *registries_, firms(), id, all);
    ASSERT_EQ(found->size(), 1U);
    EXPECT_EQ(found->front().count, 1);
    EXPECT_EQ(found->front().newest.front().title, "证");
    const auto twins =
        duplicates_of(reader().connection(), firms(), present(firms(), id), store::always());
    ASSERT_EQ(twins->size(), 1U);
    EXPECT_EQ(twins->front().record.id, twin);
    EXPECT_EQ(twins->front().likeness, Likeness::same_name);
    const auto groups = duplicate_names(reader().connection(), firms(), store::always(), 10);
    ASSERT_EQ(groups->size(), 1U);
    EXPECT_EQ(groups->front().ids, (std::vector<RecordId>{id, twin}));
    EXPECT_EQ((*home_of(reader().connection(), *registries_, id))->code(), "t.firm");
    EXPECT_EQ(*home_of(reader().connection(), *registries_, 999), nullptr);
}

}  // namespace
}  // namespace kc::record::test
