// SPDX-License-Identifier: Apache-2.0
// A small world for the tests of this room: firms, their certificates, in three counties of which
// one changed its code.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "pack/pack.hpp"
#include "record/commands.hpp"
#include "record/list.hpp"
#include "record/read.hpp"
#include "record/tables.hpp"
#include "store/test_support.hpp"

namespace kc::record::test {

inline constexpr const char* kWorld = R"(
objects:
  - kind: unit-tree
    code: t.units
    name: {zh: 行政区划, en: divisions}
    units:
      - code: "341800"
        name: {zh: 宣城市, en: Xuancheng}
        type: city
        children:
          - {code: "341802", name: {zh: 宣州区, en: Xuanzhou}, type: district}
          - {code: "341823", name: {zh: 泾县, en: Jingxian}, type: county}
          - code: "341822"
            name: {zh: 广德县, en: Guangde County}
            type: county
            valid_to: 2019-08-31
          - code: "341882"
            name: {zh: 广德市, en: Guangde}
            type: county-level-city
            valid_from: 2019-09-01
            was: "341822"
  - kind: registry
    code: t.firm
    name: {zh: 企业, en: firms}
    definition: {zh: 企业, en: firms}
    title: name
    keys: [code]
    unit: region
    owner: self
    validity: {from: founded, to: ended}
    listed: [name, staff]
    fields:
      - {code: name, name: {zh: 名称, en: name}, type: text, required: yes, class: public}
      - code: code
        name: {zh: 信用代码, en: credit code}
        type: code
        format: credit-code
        unique: yes
      - {code: region, name: {zh: 县市区, en: region}, type: region, required: yes}
      - {code: founded, name: {zh: 成立, en: founded}, type: date}
      - {code: ended, name: {zh: 注销, en: ended}, type: date}
      - {code: staff, name: {zh: 职工, en: staff}, type: number, unit: 人, min: 0}
      - {code: share, name: {zh: 份额, en: share}, type: number, unit: "%", places: 2}
      - {code: capital, name: {zh: 注册资本, en: capital}, type: money, unit: 万元}
      - {code: above, name: {zh: 规上, en: above scale}, type: yes-no}
      - code: phone
        name: {zh: 电话, en: telephone}
        type: code
        format: phone
        class: personal
        mask: phone
    yearly:
      - {code: rd, name: {zh: 研发费, en: R&D}, type: money, unit: 万元, class: secret}
      - {code: people, name: {zh: 研发人员, en: people}, type: number, unit: 人}
  - kind: registry
    code: t.title
    name: {zh: 证书, en: certificates}
    definition: {zh: 证书, en: certificates}
    title: name
    keys: [number]
    unit: firm
    owner: firm
    validity: {from: granted, to: expires}
    fields:
      - {code: name, name: {zh: 名称, en: name}, type: text, required: yes}
      - {code: number, name: {zh: 编号, en: number}, type: code, unique: yes}
      - code: kind
        name: {zh: 类别, en: kind}
        type: choice
        choices: [{code: ht, name: {zh: 高新, en: high-tech}}, {code: sme, name: {zh: 中小, en: SME}}]
      - {code: firm, name: {zh: 企业, en: firm}, type: reference, of: t.firm, required: yes}
      - {code: granted, name: {zh: 发证, en: granted}, type: date, required: yes}
      - {code: expires, name: {zh: 到期, en: expires}, type: date}
)";

inline base::Date day(const char* text) {
    return base::Date::parse(text).value();
}

inline pack::Catalog catalog_of(std::string text) {
    pack::CatalogReport report =
        pack::load_catalog(std::vector<pack::TextFile>{{"world.yaml", std::move(text)}});
    for (const Diagnostic& one : report.found) {
        ADD_FAILURE() << to_string(one, Language::en);
    }
    return std::move(report.catalog);
}

inline SharedRegistries registries_of(const std::string& text) {
    const pack::Catalog catalog = catalog_of(text);
    Result<Registries> all = Registries::of(catalog, nullptr);
    EXPECT_TRUE(all);
    return std::make_shared<const Registries>(std::move(*all));
}

// Four credit codes of firms that do not exist.
inline const std::vector<std::string> kCodes = {"91341802000000027J", "913418210000000198",
                                                "91341882000000027E", "91341823000000035T"};

class RecordTest : public testing::Test {
protected:
    void SetUp() override {
        store::StoreOptions options;
        options.schemas = {record_schema()};
        options.writer.clock = clock_.clock();
        database_ = folder_.database("office.kc");
        store_ = store::test::open_store(database_, std::move(options));
        ASSERT_NE(store_, nullptr);
        Result<TableChanges> made = make_tables(*store_, *registries_, "system");
        ASSERT_TRUE(made) << made.error().en;
    }

    const Registry& firms() const { return *registries_->find("t.firm"); }
    const Registry& titles() const { return *registries_->find("t.title"); }

    Request request() {
        *clock_.now_us += 1'000'000;
        return {"key " + std::to_string(++keys_), "li", today_};
    }
    std::int64_t now_us() const { return *clock_.now_us; }

    Result<Written> send(store::Command command) {
        Result<store::Answer> answer = store_->write(std::move(command));
        if (!answer) return unexpected(answer.error());
        return read_answer(answer->text).front();
    }

    Result<Written> try_create(const std::string& registry, std::vector<FieldText> fields,
                               std::string state = "submitted") {
        return send(create_command(registries_, request(),
                                   {registry, std::move(fields), std::move(state), {}}));
    }
    RecordId create(const std::string& registry, std::vector<FieldText> fields) {
        Result<Written> written = try_create(registry, std::move(fields));
        EXPECT_TRUE(written) << written.error().en;
        return written ? written->id : 0;
    }
    RecordId firm(const std::string& name, const std::string& region,
                  std::vector<FieldText> more = {}) {
        more.push_back({"name", name});
        more.push_back({"region", region});
        return create("t.firm", std::move(more));
    }
    Whom whom(const std::string& registry, RecordId id) const {
        return {registry, id, std::nullopt, store::always()};
    }
    Result<Written> update(const std::string& registry, RecordId id, std::vector<FieldText> fields,
                           std::optional<base::Date> since = {},
                           std::optional<base::Date> until = {}) {
        return send(update_command(registries_, request(),
                                   {whom(registry, id), std::move(fields), since, until, {}}));
    }

    store::Reader reader() {
        Result<store::Reader> reader = store_->read();
        EXPECT_TRUE(reader);
        return std::move(*reader);
    }
    Record present(const Registry& registry, RecordId id) {
        auto found = get(reader().connection(), registry, id, store::always());
        EXPECT_TRUE(found && *found);
        return found && *found ? **found : Record{};
    }
    std::vector<Version> versions(const Registry& registry, RecordId id) {
        auto all = history(reader().connection(), registry, id, store::always());
        EXPECT_TRUE(all);
        return all ? *all : std::vector<Version>{};
    }
    std::vector<std::string> titles_of(const Registry& registry, const ListQuery& query,
                                       const store::Condition& allowed = store::always()) {
        auto page = list(reader().connection(), registry, allowed, query);
        EXPECT_TRUE(page) << page.error().en;
        std::vector<std::string> names;
        if (page) {
            for (const Record& one : page->records) names.push_back(one.title);
        }
        return names;
    }

    store::test::TempFolder folder_;
    store::test::ManualClock clock_;
    base::Date today_ = day("2024-09-30");
    int keys_ = 0;
    std::string database_;
    SharedRegistries registries_ = registries_of(kWorld);
    std::unique_ptr<store::Store> store_;
};

}  // namespace kc::record::test
