// SPDX-License-Identifier: Apache-2.0
#include "collection/sheet.hpp"

#include <gtest/gtest.h>

#include <random>

#include "collection/cell_text.hpp"
#include "collection/test_support.hpp"

namespace kc::collection {
namespace {

// A sheet with its history, moved by steps.
struct Walk {
    Sheet sheet = {};
    std::vector<Event> events = {};
    bool has_sign = true;

    std::string take(Step step, const std::string& actor, const std::string& text = "",
                     const Cells& cells = {}) {
        Event event{.version = sheet.version + 1,
                    .step = step,
                    .actor = actor,
                    .at_us = sheet.version + 1,
                    .text = text,
                    .cells = cells};
        if (auto fine = may_apply(sheet, event, has_sign); !fine) return fine.error().code;
        sheet = applied(std::move(sheet), event);
        events.push_back(std::move(event));
        return "";
    }
};

Cells five() {
    return test::cells({{"applied", "5"}});
}

TEST(Sheet, GoesFromEntryOverSigningAndCheckingToPublication) {
    Walk walk;
    EXPECT_EQ(walk.take(Step::save, "clerk", "", five()), "");
    EXPECT_EQ(walk.take(Step::submit, "clerk"), "");
    EXPECT_EQ(walk.take(Step::verify, "section"), "E-collect-step");
    EXPECT_EQ(walk.take(Step::sign, "leader"), "");
    EXPECT_EQ(walk.take(Step::verify, "section"), "");
    EXPECT_EQ(walk.take(Step::publish, "section"), "");
    EXPECT_EQ(walk.sheet.state, SheetState::published);
    EXPECT_EQ(walk.sheet.published, five());
    EXPECT_FALSE(waits_for(walk.sheet, true).has_value());
}

TEST(Sheet, GoesStraightToTheSectionWhereNobodySigns) {
    Walk walk{.has_sign = false};
    walk.take(Step::save, "clerk", "", five());
    walk.take(Step::submit, "clerk");
    EXPECT_EQ(waits_for(walk.sheet, false), Duty::check);
    EXPECT_EQ(walk.take(Step::sign, "leader"), "E-collect-step");
    EXPECT_EQ(walk.take(Step::verify, "section"), "");
}

TEST(Sheet, NobodyTakesASecondLookAtTheirOwnFigures) {
    Walk walk;
    walk.take(Step::save, "li", "", five());
    walk.take(Step::save, "wang", "", five());
    walk.take(Step::submit, "wang");
    EXPECT_EQ(walk.take(Step::sign, "li"), "E-collect-own");
    EXPECT_EQ(walk.take(Step::sign, "wang"), "E-collect-own");
    EXPECT_EQ(walk.take(Step::sign, "zhao"), "");
    EXPECT_EQ(walk.take(Step::verify, "li"), "E-collect-own");
    EXPECT_EQ(walk.take(Step::verify, "section"), "");
    EXPECT_EQ(walk.take(Step::publish, "wang"), "E-collect-own");
}

TEST(Sheet, ComesBackWithItsReasonAndItsFormerFigures) {
    Walk walk;
    walk.take(Step::save, "clerk", "", five());
    walk.take(Step::submit, "clerk");
    EXPECT_EQ(walk.take(Step::hand_back, "leader", " \n"), "E-collect-reason");
    EXPECT_EQ(walk.take(Step::hand_back, "leader", "与登记库不符"), "");
    EXPECT_EQ(walk.sheet.state, SheetState::returned);
    walk.take(Step::save, "clerk", "", test::cells({{"applied", "4"}}));
    ASSERT_TRUE(walk.sheet.returned.has_value());
    EXPECT_EQ(walk.sheet.returned->reason, "与登记库不符");
    EXPECT_EQ(walk.sheet.returned->cells, five());
    walk.take(Step::submit, "clerk");
    EXPECT_FALSE(walk.sheet.returned.has_value());
    EXPECT_EQ(walk.sheet.former, five());  // still, for whoever gets it again
}

TEST(Sheet, IsTakenBackByWhoeverSubmittedItUntilItIsSigned) {
    Walk walk;
    walk.take(Step::save, "clerk", "", five());
    walk.take(Step::submit, "clerk");
    EXPECT_EQ(walk.take(Step::withdraw, "colleague"), "E-collect-own");
    EXPECT_EQ(walk.take(Step::withdraw, "clerk"), "");
    EXPECT_EQ(walk.sheet.state, SheetState::draft);
    walk.take(Step::submit, "clerk");
    walk.take(Step::sign, "leader");
    EXPECT_EQ(walk.take(Step::withdraw, "clerk"), "E-collect-step");
}

TEST(Sheet, KeepsWhatIsPublishedWhileACorrectionIsUnderWay) {
    Walk walk;
    walk.take(Step::save, "clerk", "", five());
    walk.take(Step::submit, "clerk");
    walk.take(Step::sign, "leader");
    walk.take(Step::verify, "section");
    walk.take(Step::publish, "section");
    EXPECT_EQ(walk.take(Step::save, "clerk", "", five()), "E-collect-step");
    EXPECT_EQ(walk.take(Step::reopen, "section", "证书被撤销"), "");
    const Cells four = test::cells({{"applied", "4"}});
    walk.take(Step::save, "clerk", "", four);
    walk.take(Step::submit, "clerk");
    EXPECT_EQ(walk.sheet.published, five());
    EXPECT_EQ(walk.sheet.published_revision, 1);
    EXPECT_EQ(walk.sheet.revision, 2);
    walk.take(Step::sign, "leader");
    walk.take(Step::verify, "section");
    walk.take(Step::publish, "section");
    EXPECT_EQ(walk.sheet.published, four);
    EXPECT_EQ(walk.sheet.published_revision, 2);
}

TEST(Sheet, QuestionsAreAnsweredOnce) {
    Walk walk;
    walk.take(Step::save, "clerk", "", five());
    walk.take(Step::submit, "clerk");
    EXPECT_EQ(walk.take(Step::ask, "leader", ""), "E-collect-reason");
    EXPECT_EQ(walk.take(Step::ask, "leader", "是否含分支机构？"), "");
    ASSERT_EQ(walk.sheet.questions.size(), 1U);
    Event answer{.version = 4,
                 .step = Step::answer,
                 .actor = "clerk",
                 .text = "不含",
                 .question = walk.sheet.questions[0].number};
    ASSERT_TRUE(may_apply(walk.sheet, answer, true).has_value());
    walk.sheet = applied(walk.sheet, answer);
    EXPECT_EQ(walk.sheet.questions[0].answer, "不含");
    EXPECT_EQ(may_apply(walk.sheet, answer, true).error().code, "E-collect-question");
}

TEST(Sheet, IsFullAfterSoManyChanges) {
    Walk walk;
    walk.sheet.version = static_cast<std::int64_t>(kEventsMax);
    EXPECT_EQ(walk.take(Step::save, "clerk", "", five()), "E-collect-full");
}

// Goal: no order of steps leads anywhere but along the arrows. Method: a hundred thousand random
// steps of random people, held against a table of the arrows written down once more.
TEST(Sheet, RandomWalksStayOnTheArrowsAndHistoryIsTheSheet) {
    const auto next = [](SheetState state, Step step, bool has_sign) -> std::optional<SheetState> {
        using S = SheetState;
        switch (step) {
            case Step::save:
                if (state == S::open || state == S::draft || state == S::returned) return S::draft;
                return std::nullopt;
            case Step::submit:
                if (state == S::draft || state == S::returned) return S::submitted;
                return std::nullopt;
            case Step::withdraw:
                if (state == S::submitted) return S::draft;
                return std::nullopt;
            case Step::sign:
                if (state == S::submitted && has_sign) return S::signed_off;
                return std::nullopt;
            case Step::hand_back:
                if (state == S::submitted || state == S::signed_off || state == S::verified)
                    return S::returned;
                return std::nullopt;
            case Step::verify:
                if (state == (has_sign ? S::signed_off : S::submitted)) return S::verified;
                return std::nullopt;
            case Step::publish:
                if (state == S::verified) return S::published;
                return std::nullopt;
            case Step::reopen:
                if (state == S::published) return S::draft;
                return std::nullopt;
            default: return std::nullopt;
        }
    };
    std::mt19937 random(20240706);
    const std::vector<std::string> people = {"a", "b", "c", "d", "e", "f", "g"};
    int taken = 0;
    int refused = 0;
    int published = 0;
    Walk walk;
    for (int i = 0; i < 100'000; ++i) {
        if (i % 200 == 0) {
            Sheet again;
            for (const Event& event : walk.events) again = applied(std::move(again), event);
            ASSERT_EQ(again, walk.sheet);
            walk = Walk{.has_sign = random() % 2 == 0};
        }
        const Step step = static_cast<Step>(random() % kSteps);
        const std::string& actor = people[random() % people.size()];
        const Cells cells = test::cells({{"applied", std::to_string(random() % 100)}});
        const Sheet before = walk.sheet;
        const std::string code = walk.take(step, actor, "因为", cells);
        if (!code.empty()) {
            ++refused;
            ASSERT_EQ(walk.sheet, before);
            continue;
        }
        ++taken;
        if (step == Step::ask || step == Step::answer) {
            ASSERT_EQ(walk.sheet.state, before.state);
            continue;
        }
        ASSERT_EQ(next(before.state, step, walk.has_sign), walk.sheet.state);
        if (step == Step::sign || step == Step::verify || step == Step::publish) {
            ASSERT_EQ(before.entered.count(actor), 0U);
            ASSERT_NE(before.submitted_by, actor);
        }
        // Nothing but publishing changes what is published.
        if (step == Step::publish) {
            ++published;
            ASSERT_EQ(walk.sheet.published, before.cells);
        } else {
            ASSERT_EQ(walk.sheet.published, before.published);
        }
    }
    EXPECT_GT(taken, 10'000);
    EXPECT_GT(refused, 10'000);
    EXPECT_GT(published, 50);
}

TEST(CellText, WhatIsWrittenIsReadBack) {
    Cells cells = test::cells({{"a", "0"}, {"b", ""}, {"c", "-12.50"}});
    cells[1].explanation = "第一行\n第二行\t带\\的";
    const auto back = parse_cells(to_text(cells));
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(*back, cells);
}

TEST(CellText, DamageIsNoticed) {
    for (const char* text : {"a", "a\n", "a\t1\n", "a\tx\t\n", "a\t1\t\\q\n", "a\t1\t\\"})
        EXPECT_EQ(parse_cells(text).error().code, "E-collect-stored") << text;
}

}  // namespace
}  // namespace kc::collection
