// SPDX-License-Identifier: Apache-2.0
// Goal: what is counted from records is the same however the office came to count it: change by
// change, or all at once after a restart; and what was known at any moment before is had again.
// Method: random changes to firms and certificates of an office that is looked at after each; the
// answers are kept and asked for again, also of the office opened anew. All firms are fictitious.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include <fmt/format.h>

#include "office/test_support.hpp"
#include "record/commands.hpp"

namespace kc::office {
namespace {

constexpr const char* kIndicators[] = {"small.firms",        "small.above_scale",
                                       "small.certificates", "small.new_certificates",
                                       "small.share",        "cn.htfirm.valid_count"};

constexpr const char* kPack = R"(objects:
  - kind: indicator
    code: small.firms
    name: {zh: 企业, en: Firms}
    definition: {zh: 企业, en: firms}
    unit: 家
    quantity: stock
    direction: up
    frequency: month
    certainty: verified
    source: {zh: 名录, en: the books}
    theme: actors
    counts: {registry: cn.enterprise, when: on-last-day}
  - kind: indicator
    code: small.above_scale
    name: {zh: 规上, en: Above scale}
    definition: {zh: 规上, en: above scale}
    unit: 家
    quantity: stock
    direction: up
    frequency: month
    certainty: verified
    source: {zh: 名录, en: the books}
    theme: actors
    counts: {registry: cn.enterprise, when: on-last-day, filter: above_scale, state: verified}
  - kind: indicator
    code: small.certificates
    name: {zh: 规上持证, en: Certificates above scale}
    definition: {zh: 规上企业的证书, en: of firms above scale}
    unit: 项
    quantity: stock
    direction: up
    frequency: month
    certainty: verified
    source: {zh: 名录, en: the books}
    theme: actors
    counts: {registry: cn.certificate, when: on-last-day, filter: enterprise.above_scale}
  - kind: indicator
    code: small.new_certificates
    name: {zh: 新证, en: New certificates}
    definition: {zh: 新证, en: new}
    unit: 项
    quantity: new
    direction: up
    frequency: month
    certainty: verified
    source: {zh: 名录, en: the books}
    theme: actors
    counts: {registry: cn.certificate, when: within-period}
  - kind: indicator
    code: small.share
    name: {zh: 规上占比, en: Share above scale}
    definition: {zh: 规上占比, en: share}
    unit: "%"
    quantity: coverage
    direction: up
    frequency: year
    certainty: verified
    source: {zh: 名录, en: the books}
    theme: actors
    counts:
      registry: cn.enterprise
      when: on-last-day
      filter: above_scale
      coverage: {frozen: last-day}
)";

constexpr const char* kPeriods[] = {"2021-12", "2024-03", "2024-06",     "2024-07",
                                    "2024-08", "2023",    "2024-01..06", "2024"};

class OfficeCounts : public test::OfficeTest, public testing::WithParamInterface<std::uint32_t> {
protected:
    void SetUp() override {
        put("pack.yaml", test::kSmallManifest);
        put("indicators.yaml", kPack);
        open();
        pass(test::kDay);
    }

    std::size_t below(std::size_t end) { return random_() % end; }

    void send(store::Command command) {
        const bool is_new = command.kind == "record.create";
        auto answer = office_->store().write(std::move(command));
        if (!answer) return;  // refusals are part of the game
        const auto written = record::read_answer(answer->text);
        ASSERT_FALSE(written.empty());
        if (!is_new) return;
        (written.front().registry == "cn.enterprise" ? firms_ : titles_)
            .push_back(written.front().id);
    }
    record::Request request() { return {key(), "li", office_->today()}; }
    record::SharedRegistries registries() const { return office_->live()->registries; }
    record::Whom firm() {
        return {"cn.enterprise", firms_[below(firms_.size())], {}, store::always()};
    }
    std::string day_text() { return fmt::format("202{}-0{}-11", 1 + below(4), 1 + below(7)); }

    void change_something() {
        static const std::vector<std::string> kCodes = {
            "91341802000010102E", "913418020000101109", "913418020000101296", "913418020000101371",
            "91341802000010145U", "91341802000010153N", "91341802000010161H", "9134180200001017X9"};
        const char* const regions[] = {"341802", "341821", "341882"};
        const std::size_t what = firms_.empty() ? 0 : below(6);
        store::Command command;
        if (what == 0 && firms_.size() < kCodes.size()) {
            command = record::create_command(registries(), request(),
                                             {"cn.enterprise",
                                              {{"name", "虚构" + std::to_string(firms_.size())},
                                               {"credit_code", kCodes[firms_.size()]},
                                               {"region", regions[below(3)]},
                                               {"founded", day_text()}},
                                              "submitted",
                                              {}});
        } else if (what <= 1) {
            command = record::create_command(
                registries(), request(),
                {"cn.certificate",
                 {{"title", "虚构证书"},
                  {"kind", below(2) == 0 ? "high-tech" : "tech-sme"},
                  {"number", "N" + std::to_string(++numbers_)},
                  {"enterprise", std::to_string(firm().id)},
                  {"valid_from", day_text()},
                  {"valid_to", "2024-0" + std::to_string(1 + below(9)) + "-20"}},
                 "submitted",
                 {}});
        } else if (what == 2) {
            command = record::update_command(
                registries(), request(),
                {.whom = firm(), .fields = {{"above_scale", below(2) == 0 ? "是" : "否"}}});
        } else if (what == 3) {
            command = record::update_command(registries(), request(),
                                             {.whom = firm(),
                                              .fields = {{"region", regions[below(3)]}},
                                              .since = base::Date::parse("2024-06-15").value()});
        } else if (what == 4) {
            command = record::state_command(
                registries(), request(), {firm(), below(2) == 0 ? "verified" : "returned", "核对"});
        } else {
            command = record::close_command(
                registries(), request(),
                {.whom = firm(), .on = base::Date::parse("2024-07-01").value(), .reason = {}});
        }
        send(std::move(command));
    }

    // Every counted figure of some periods, as text.
    std::map<std::string, std::string> read(const Moment& moment) const {
        std::map<std::string, std::string> all;
        const auto figures = office_->figures(moment);
        const auto view = figures.columns.as_of(moment.reader());
        for (const char* indicator : kIndicators) {
            for (const char* unit : {"341800", "341802", "341821", "341882"}) {
                for (const char* period : kPeriods) {
                    const auto found = view.find(indicator, unit, *base::Period::parse(period));
                    if (!found) continue;
                    all[fmt::format("{} {} {}", indicator, unit, period)] =
                        fmt::format("{} {} {}", base::to_string(found->value), found->known_at_us,
                                    found->source);
                }
            }
        }
        return all;
    }

    // One line for what differs, not two tables.
    static void expect_same(const std::map<std::string, std::string>& found,
                            const std::map<std::string, std::string>& kept, const char* when) {
        EXPECT_EQ(found.size(), kept.size()) << when;
        for (const auto& [cell, figure] : kept) {
            const auto other = found.find(cell);
            EXPECT_EQ(other == found.end() ? "none" : other->second, figure) << when << " " << cell;
            if (testing::Test::HasFailure()) return;
        }
    }

    std::mt19937 random_{GetParam()};
    std::vector<record::RecordId> firms_;
    std::vector<record::RecordId> titles_;
    int numbers_ = 0;
};

TEST_P(OfficeCounts, AFigureIsTheSameAfterARestartAndAsKnownAtEveryMomentBefore) {
    struct Kept {
        std::int64_t at_us;
        std::map<std::string, std::string> figures;
    };
    std::vector<Kept> kept;
    kept.push_back({office_->now_us(), read(office_->now())});
    for (int step = 0; step < 25; ++step) {
        pass(1'000'000 + static_cast<std::int64_t>(below(3)) * test::kDay / 2);
        change_something();
        if (below(4) == 0) continue;  // nobody looked
        pass(1'000'000);
        kept.push_back({office_->now_us(), read(office_->now())});
    }
    pass(test::kDay);
    const auto now = read(office_->now());
    EXPECT_GT(now.size(), 40U);
    const auto compare = [&] {
        expect_same(read(office_->now()), now, "now");
        // From the newest to the oldest and back: no order of asking spoils another answer.
        for (auto one = kept.rbegin(); one != kept.rend(); ++one)
            expect_same(read(*office_->moment(one->at_us)), one->figures, "backwards");
        for (const Kept& one : kept)
            expect_same(read(*office_->moment(one.at_us)), one.figures, "forwards");
        expect_same(read(office_->now()), now, "now again");
    };
    compare();
    open();
    compare();
}

INSTANTIATE_TEST_SUITE_P(Seeds, OfficeCounts, testing::Range(1U, 5U));

}  // namespace
}  // namespace kc::office
