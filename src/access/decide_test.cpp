// SPDX-License-Identifier: Apache-2.0
// Decisions about rows: rule by rule, and the list against the single check on random people and
// records.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "access/decide.hpp"
#include "access/grant_schema.hpp"
#include "store/connection.hpp"

namespace kc::access {
namespace {

const std::vector<std::string> kCity{"341800", "341802", "341822", "341802.park"};

SubjectShape firms() {
    SubjectShape shape{.kind = ObjectKind::record,
                       .name = "enterprise",
                       .id = "f.number",
                       .unit = column("f.unit"),
                       .section = column("f.section"),
                       .owner = column("f.owner"),
                       .body = column("f.body"),
                       .entered_by = column("f.entered_by"),
                       .state = column("f.state"),
                       .registry = fixed("enterprise")};
    shape.fields = {{"name", FieldClass::open},
                    {"contact", FieldClass::personal},
                    {"process", FieldClass::secret}};
    return shape;
}

// One who holds roles of the shipped book.
class Person {
public:
    explicit Person(std::string name) {
        actor_.name = std::move(name);
        standing_.book = RoleBook::shipped();
        standing_.city = kCity;
        std::sort(standing_.city.begin(), standing_.city.end());
    }
    Person& holds(const char* role, Holding holding = {}) {
        holding.role = standing_.book->find(role);
        EXPECT_NE(holding.role, nullptr) << role;
        std::sort(holding.units.begin(), holding.units.end());
        std::sort(holding.sections.begin(), holding.sections.end());
        standing_.holdings.push_back(std::move(holding));
        return *this;
    }
    Person& has_delegate(std::string name) {
        standing_.delegates.push_back(std::move(name));
        return *this;
    }
    Actor actor() const {
        Actor actor = actor_;
        actor.standing = std::make_shared<Standing>(standing_);
        return actor;
    }

private:
    Actor actor_;
    Standing standing_;
};

SubjectRow row_of(std::string unit, std::string state) {
    SubjectRow row;
    row.unit = std::move(unit);
    row.state = std::move(state);
    row.entered_by = "somebody";
    return row;
}

Person county_clerk(std::string name = "zhao") {
    return Person(std::move(name))
        .holds("role.county_clerk",
               {.units = {"341802", "341802.park"}, .above = {"341800", "340000"}});
}

TEST(Decide, ACountyClerkChangesDraftsOfTheOwnCountyOnly) {
    const Actor clerk = county_clerk().actor();
    EXPECT_EQ(decide(clerk, Verb::edit, firms(), row_of("341802", "draft")).outcome,
              Outcome::allowed);
    EXPECT_EQ(decide(clerk, Verb::edit, firms(), row_of("341802.park", "returned")).outcome,
              Outcome::allowed);
    EXPECT_EQ(decide(clerk, Verb::edit, firms(), row_of("341822", "draft")).outcome,
              Outcome::scope);
    EXPECT_EQ(decide(clerk, Verb::edit, firms(), row_of("341802", "closed")).outcome,
              Outcome::state);
    EXPECT_EQ(decide(clerk, Verb::verify, firms(), row_of("341802", "submitted")).outcome,
              Outcome::no_role);
}

TEST(Decide, TheRuleThatDecidedIsNamedInBothLanguages) {
    const RowDecision decision =
        decide(county_clerk().actor(), Verb::edit, firms(), row_of("341802", "draft"));
    EXPECT_EQ(decision.rule, "role.county_clerk.enter");
    EXPECT_NE(decision.zh.find("县市区科技局经办人"), std::string::npos);
    EXPECT_NE(decision.en.find("clerk of a county bureau"), std::string::npos);
}

TEST(Decide, NobodyVerifiesTheirOwnEntry) {
    const Actor head =
        Person("qian").holds("role.section_head", {.sections = {"high_tech"}}).actor();
    SubjectRow row = row_of("341802", "submitted");
    row.section = "high_tech";
    EXPECT_TRUE(decide(head, Verb::verify, firms(), row).allowed());
    row.entered_by = "qian";
    EXPECT_EQ(decide(head, Verb::verify, firms(), row).outcome, Outcome::own_entry);
    // Who cannot be told apart from oneself counts as oneself.
    row.entered_by.reset();
    EXPECT_EQ(decide(head, Verb::verify, firms(), row).outcome, Outcome::own_entry);
}

TEST(Decide, TwoHandsOfOnePersonAreNotTwoPeople) {
    SubjectRow row = row_of("341802", "submitted");
    row.section = "high_tech";
    const Actor delegate =
        Person("sun")
            .holds("role.section_head", {.sections = {"high_tech"}, .on_behalf_of = "qian"})
            .actor();
    const RowDecision decision = decide(delegate, Verb::verify, firms(), row);
    EXPECT_TRUE(decision.allowed());
    EXPECT_EQ(decision.on_behalf_of, "qian");
    row.entered_by = "qian";
    EXPECT_EQ(decide(delegate, Verb::verify, firms(), row).outcome, Outcome::own_entry);
    const Actor owner = Person("qian")
                            .holds("role.section_head", {.sections = {"high_tech"}})
                            .has_delegate("sun")
                            .actor();
    row.entered_by = "sun";
    EXPECT_EQ(decide(owner, Verb::verify, firms(), row).outcome, Outcome::own_entry);
}

TEST(Decide, TwoRolesKeepTheirOwnScopes) {
    const Actor both = Person("li")
                           .holds("role.county_clerk", {.units = {"341802"}})
                           .holds("role.county_leader", {.units = {"341822"}})
                           .actor();
    EXPECT_TRUE(decide(both, Verb::edit, firms(), row_of("341802", "draft")).allowed());
    EXPECT_FALSE(decide(both, Verb::edit, firms(), row_of("341822", "draft")).allowed());
    EXPECT_TRUE(decide(both, Verb::sign, firms(), row_of("341822", "submitted")).allowed());
    EXPECT_FALSE(decide(both, Verb::sign, firms(), row_of("341802", "submitted")).allowed());
}

TEST(Decide, ADenialWinsOverEveryOtherRole) {
    const Actor auditor = Person("zhou").holds("role.clerk").holds("role.auditor").actor();
    EXPECT_TRUE(decide(auditor, Verb::read, firms(), row_of("341802", "draft")).allowed());
    EXPECT_EQ(decide(auditor, Verb::edit, firms(), row_of("341802", "draft")).outcome,
              Outcome::denied);
}

TEST(Decide, AnExpertSeesOnlyWhatWasAssigned) {
    const Actor expert = Person("wu").holds("role.expert").actor();
    SubjectRow row = row_of("341802", "submitted");
    EXPECT_EQ(decide(expert, Verb::read, firms(), row).outcome, Outcome::part);
    row.parts = {{"wu", ProcessRole::mentor}, {"zheng", ProcessRole::reviewer}};
    EXPECT_EQ(decide(expert, Verb::read, firms(), row).outcome, Outcome::part);
    row.parts.push_back({"wu", ProcessRole::reviewer});
    EXPECT_TRUE(decide(expert, Verb::read, firms(), row).allowed());
}

TEST(Decide, WhatBelongsToNoUnitIsTheCitysOwn) {
    SubjectRow row = row_of("", "draft");
    row.unit.reset();
    EXPECT_TRUE(
        decide(Person("a").holds("role.clerk").actor(), Verb::edit, firms(), row).allowed());
    EXPECT_FALSE(decide(county_clerk().actor(), Verb::edit, firms(), row).allowed());
}

TEST(Decide, AGrantWithoutAFirmReachesNoFirm) {
    const Actor firm = Person("a").holds("role.firm_user").actor();
    SubjectRow row = row_of("341802", "draft");
    row.body = "";
    EXPECT_FALSE(decide(firm, Verb::read, firms(), row).allowed());
}

TEST(Decide, AnAdministratorOfAccountsSeesNoRecordsWhateverElseWasGranted) {
    const Actor system = Person("a").holds("role.system_administrator").holds("role.clerk").actor();
    EXPECT_EQ(compile(system, Verb::read, firms()), store::never());
}

TEST(Compile, WhatAWiderRuleHoldsIsNotAskedAgain) {
    // Of the own county everything is read, drafts included.
    const store::Condition reads = compile(county_clerk().actor(), Verb::read, firms());
    EXPECT_EQ(reads.sql.find("state"), std::string::npos) << reads.sql;
    const store::Condition enters = compile(county_clerk().actor(), Verb::edit, firms());
    EXPECT_NE(enters.sql.find("state"), std::string::npos) << enters.sql;
}

TEST(Compile, WhatAWholeTableHasInCommonIsDecidedOnce) {
    SubjectShape of_section = firms();
    of_section.section = fixed("s1");
    const auto head = [&](const char* section) {
        Person person("chen");
        person.holds("role.section_head", {.sections = {section}});
        return compile(person.actor(), Verb::read, of_section);
    };
    EXPECT_EQ(head("s1"), store::always());
    EXPECT_EQ(head("s2").sql.find("section"), std::string::npos);
    EXPECT_NE(head("s2").sql.find("state"), std::string::npos);
}

TEST(VisibleFields, DifferByRoleAndByRow) {
    const Actor head =
        Person("qian").holds("role.section_head", {.sections = {"high_tech"}}).actor();
    const auto all = visible_fields(head, firms());
    ASSERT_EQ(all.size(), 3U);
    EXPECT_TRUE(all[0].may_filter());
    // Clear in the own section, hidden in what others verified.
    EXPECT_EQ(all[1].most, Sight::clear);
    EXPECT_EQ(all[1].least, Sight::hidden);
    EXPECT_FALSE(all[1].may_filter());
    SubjectRow row = row_of("341802", "verified");
    row.section = "rural";
    EXPECT_EQ(visible_fields(head, firms(), row)[1].most, Sight::hidden);
    row.section = "high_tech";
    EXPECT_EQ(visible_fields(head, firms(), row)[1].most, Sight::clear);
    EXPECT_EQ(visible_fields(county_clerk().actor(), firms())[1].most, Sight::masked);
}

TEST(VisibleFields, WhoMayReadNothingSeesNoField) {
    for (const FieldView& view :
         visible_fields(Person("a").holds("role.system_administrator").actor(), firms()))
        EXPECT_EQ(view.most, Sight::hidden) << view.name;
    EXPECT_EQ(visible_fields({}, firms())[0].most, Sight::hidden);
}

// Goal: the list and the single check are one decision. Method: random people, with random roles
// and scopes, and random records, among them records with NULLs; for each person and action the
// rows that SQLite finds with the condition are those that `decide` allows.
class RandomOffice : public testing::Test {
protected:
    using Random = std::mt19937_64;

    void SetUp() override {
        auto opened = store::Connection::open(":memory:", {.create = true});
        ASSERT_TRUE(opened.has_value());
        connection_.emplace(std::move(*opened));
        ASSERT_TRUE(connection_
                        ->execute_script("CREATE TABLE firm (number INTEGER PRIMARY KEY, unit TEXT,"
                                         " section TEXT, owner TEXT, body TEXT, entered_by TEXT,"
                                         " state TEXT, shows INTEGER) STRICT;")
                        .has_value());
        ASSERT_TRUE(connection_->execute_script(std::string(process_role_table())).has_value());
    }

    template <typename T>
    const T& pick(const std::vector<T>& from) {
        return from[random_() % from.size()];
    }
    std::optional<std::string> maybe(const std::vector<std::string>& from) {
        if (random_() % 8 == 0) return std::nullopt;
        return pick(from);
    }

    SubjectRow random_row() {
        SubjectRow row;
        row.unit = maybe(units_);
        row.section = maybe(sections_);
        row.owner = maybe(people_);
        row.body = maybe(bodies_);
        row.entered_by = maybe(people_);
        std::vector<std::string> states;
        for (const std::string_view word : pack::kWords<RecordState>) states.emplace_back(word);
        row.state = maybe(states);
        for (std::size_t i = random_() % 3; i > 0; --i) {
            const Part part{pick(people_), static_cast<ProcessRole>(random_() % 9)};
            if (std::find(row.parts.begin(), row.parts.end(), part) == row.parts.end())
                row.parts.push_back(part);
        }
        return row;
    }

    void insert(std::int64_t number, const SubjectRow& row) {
        ASSERT_TRUE(connection_
                        ->execute("INSERT INTO firm VALUES ($1, $2, $3, $4, $5, $6, $7, 1)",
                                  {number, row.unit, row.section, row.owner, row.body,
                                   row.entered_by, row.state})
                        .has_value());
        for (const Part& part : row.parts) {
            ASSERT_TRUE(
                connection_
                    ->execute("INSERT INTO process_role (subject, record, account, part, "
                              "since_us, given_by) VALUES ($1, $2, $3, $4, 0, 'x')",
                              {"enterprise", number, part.account, pack::to_string(part.part)})
                    .has_value());
        }
    }

    Actor random_actor() {
        Person person(pick(people_));
        const auto roles = RoleBook::shipped()->all();
        for (std::size_t i = random_() % 3 + 1; i > 0; --i) {
            Holding holding;
            for (std::size_t n = random_() % 3; n > 0; --n) holding.units.push_back(pick(units_));
            for (std::size_t n = random_() % 2; n > 0; --n) holding.above.push_back(pick(units_));
            for (std::size_t n = random_() % 3; n > 0; --n)
                holding.sections.push_back(pick(sections_));
            if (random_() % 2 == 0) holding.body = pick(bodies_);
            if (random_() % 4 == 0) holding.on_behalf_of = pick(people_);
            person.holds(roles[random_() % roles.size()]->code.c_str(), std::move(holding));
        }
        if (random_() % 4 == 0) person.has_delegate(pick(people_));
        return person.actor();
    }

    std::vector<std::int64_t> found(const store::Condition& condition) {
        std::vector<std::int64_t> numbers;
        const auto values = store::values_of(condition);
        auto rows = connection_->query("SELECT f.number FROM firm f WHERE " +
                                           store::numbered(condition, 1) + " ORDER BY f.number",
                                       store::Values(values));
        EXPECT_TRUE(rows.has_value()) << condition.sql;
        if (!rows) return numbers;
        for (auto more = rows->next(); more && *more; more = rows->next())
            numbers.push_back(rows->get<std::int64_t>(0));
        return numbers;
    }

    Random random_{20'240'611};
    std::optional<store::Connection> connection_;
    std::vector<std::string> units_{"341800", "341802", "341822", "341802.park", "340100"};
    std::vector<std::string> sections_{"high_tech", "rural", "talent"};
    std::vector<std::string> people_{"zhao", "qian", "sun", "li", "zhou"};
    std::vector<std::string> bodies_{"913418000000000001", "913418000000000002"};
};

TEST_F(RandomOffice, AListHoldsExactlyWhatTheSingleCheckAllows) {
    constexpr std::int64_t kRows = 300;
    constexpr int kPeople = 250;
    std::vector<SubjectRow> rows;
    for (std::int64_t i = 0; i < kRows; ++i) {
        rows.push_back(random_row());
        insert(i, rows.back());
    }
    std::size_t allowed = 0;
    std::size_t refused = 0;
    for (int i = 0; i < kPeople; ++i) {
        const Actor actor = random_actor();
        for (const Verb verb : {Verb::read, Verb::edit, Verb::verify, Verb::take_out, Verb::review,
                                Verb::sign, Verb::approve}) {
            std::vector<std::int64_t> expected;
            for (std::int64_t n = 0; n < kRows; ++n) {
                const auto& row = rows[static_cast<std::size_t>(n)];
                if (decide(actor, verb, firms(), row).allowed()) expected.push_back(n);
            }
            ASSERT_EQ(found(compile(actor, verb, firms())), expected)
                << actor.name << ' ' << pack::to_string(verb);
            allowed += expected.size();
            refused += static_cast<std::size_t>(kRows) - expected.size();
        }
    }
    // The comparison is worth something only when both answers are common.
    EXPECT_GT(allowed, 20'000U);
    EXPECT_GT(refused, 20'000U);
}

TEST_F(RandomOffice, AFieldIsSeenInExactlyTheRowsThatTheSingleCheckSays) {
    std::vector<SubjectRow> rows;
    for (std::int64_t i = 0; i < 200; ++i) {
        rows.push_back(random_row());
        insert(i, rows.back());
    }
    for (int i = 0; i < 60; ++i) {
        const Actor actor = random_actor();
        const auto over_all = visible_fields(actor, firms());
        for (const Sight at_least : {Sight::masked, Sight::clear}) {
            for (std::size_t field = 0; field < over_all.size(); ++field) {
                std::vector<std::int64_t> expected;
                for (std::int64_t n = 0; n < 200; ++n) {
                    const auto views =
                        visible_fields(actor, firms(), rows[static_cast<std::size_t>(n)]);
                    if (views[field].most >= at_least) expected.push_back(n);
                    EXPECT_LE(views[field].most, over_all[field].most);
                }
                ASSERT_EQ(
                    found(compile_sight(actor, firms(), over_all[field].field_class, at_least)),
                    expected);
            }
        }
    }
}

TEST_F(RandomOffice, ManyGrantsOverManyUnitsStillMakeOneStatement) {
    Person person("zhao");
    for (int grant = 0; grant < 50; ++grant) {
        Holding holding;
        for (int unit = 0; unit < 100; ++unit)
            holding.units.push_back("unit" + std::to_string(grant * 100 + unit));
        holding.units.push_back("341802");
        person.holds("role.county_clerk", std::move(holding));
    }
    const Actor clerk = person.actor();
    SubjectRow row = random_row();
    row.unit = "341802";
    insert(1, row);
    row.unit = "341822";
    insert(2, row);
    const store::Condition condition = compile(clerk, Verb::read, firms());
    EXPECT_LT(condition.values.size(), 1'000U);
    EXPECT_EQ(found(condition), std::vector<std::int64_t>{1});
}

TEST_F(RandomOffice, WhatATableHasNoColumnForSatisfiesNoRule) {
    SubjectShape bare{.kind = ObjectKind::record, .name = "enterprise"};
    for (int i = 0; i < 200; ++i) {
        const Actor actor = random_actor();
        const store::Condition condition = compile(actor, Verb::verify, bare);
        EXPECT_EQ(condition, store::never());
        EXPECT_FALSE(decide(actor, Verb::verify, bare, random_row()).allowed());
    }
}

}  // namespace
}  // namespace kc::access
