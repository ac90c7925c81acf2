// SPDX-License-Identifier: Apache-2.0
// Goal: a list of records goes out, is edited and comes in again without losing or inventing
// anything, and whatever cannot be taken is named. Method: an office on a pack with one registry
// that has every type of field; files are CSV where they are written here, and workbooks where they
// come from our own templates and exports.
#include "office/office_record_import.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "base/credit_code.hpp"
#include "exchange/table_reader.hpp"
#include "office/office_record_export.hpp"
#include "office/office_record_imports.hpp"
#include "office/office_record_mapping.hpp"
#include "record/list.hpp"

namespace kc::office {
namespace {

constexpr std::int64_t kMidJuly2024 = 1'721'016'000'000'000;

constexpr std::string_view kManifest = R"(kind: manifest
code: small-2024
name: {zh: 小, en: Small}
year: 2024
issuer: {zh: 局, en: Bureau}
region: "341800"
requires: [catalog]
)";

constexpr std::string_view kRegistry = R"(kind: registry
code: test.thing
name: {zh: 平台, en: Platforms}
definition: {zh: 试验用, en: For tests}
title: name
keys: [name, kind]
unit: region
validity: {from: since, to: until}
listed: [name, kind]
fields:
  - {code: name, name: {zh: 名称, en: Name}, type: text, required: yes, class: public}
  - code: kind
    name: {zh: 类别, en: Kind}
    type: choice
    required: yes
    choices:
      - {code: lab, name: {zh: 实验室, en: Laboratory}}
      - {code: centre, name: {zh: 研究中心, en: Centre}}
  - {code: number, name: {zh: 批准号, en: Approval number}, type: code, unique: yes}
  - {code: region, name: {zh: 所在县市区, en: Region}, type: region, required: yes}
  - {code: staff, name: {zh: 人员, en: Staff}, type: number, unit: 人, min: 0}
  - {code: share, name: {zh: 占比, en: Share}, type: number, unit: "%", places: 2}
  - {code: cost, name: {zh: 投入, en: Cost}, type: money, unit: 万元}
  - {code: since, name: {zh: 设立日期, en: Set up}, type: date}
  - {code: until, name: {zh: 到期日期, en: Until}, type: date}
  - {code: first_year, name: {zh: 首次认定年, en: First year}, type: year}
  - {code: active, name: {zh: 在运行, en: Active}, type: yes-no}
  - {code: firm, name: {zh: 依托企业, en: Firm}, type: reference, of: cn.enterprise}
  - {code: note, name: {zh: 说明, en: Note}, type: text}
  - {code: parent, name: {zh: 原平台, en: Former platform}, type: reference, of: test.thing}
  - code: phone
    name: {zh: 联系电话, en: Telephone}
    type: code
    format: phone
    class: personal
    mask: phone
)";

class RecordImport : public testing::Test {
protected:
    RecordImport() {
        static std::atomic<int> counter = 0;
        folder_ = std::filesystem::temp_directory_path() /
                  fmt::format("kc-record-import-{}-{}", ::getpid(), ++counter);
        std::filesystem::create_directories(folder_ / "pack");
        std::ofstream(folder_ / "pack/pack.yaml") << kManifest;
        std::ofstream(folder_ / "pack/thing.yaml") << kRegistry;
        auto office = Office::open({.pack_folder = (folder_ / "pack").string(),
                                    .database = (folder_ / "office.db").string(),
                                    .clock = [this] { return kMidJuly2024 + ++ticks_; }});
        EXPECT_TRUE(office) << to_string(office.error(), Language::en);
        office_ = std::move(*office);
    }
    ~RecordImport() override {
        office_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    static access::Actor person(const std::string& name, const char* role, const char* unit) {
        access::Standing standing;
        standing.book = access::RoleBook::shipped();
        standing.city = {"341800", "341802", "341821"};
        access::Holding holding{.role = standing.book->find(role), .units = {unit}};
        EXPECT_NE(holding.role, nullptr);
        standing.holdings.push_back(std::move(holding));
        access::Actor actor{.name = name};
        actor.standing = std::make_shared<access::Standing>(std::move(standing));
        return actor;
    }

    access::Actor business_ = person("business", "role.business_administrator", "341800");
    access::Actor clerk_ = person("li", "role.county_clerk", "341802");
    access::Actor neighbour_ = person("zhou", "role.county_clerk", "341821");

    [[nodiscard]] const record::Registry& things() const {
        return *office_->live()->registries->find("test.thing");
    }

    RecordImportReport import(const access::Actor& who, const std::string& bytes,
                              const RecordImportOptions& options = {.dry_run = false}) {
        auto report = import_records(*office_, {who, "unused"}, "test.thing", bytes, options);
        EXPECT_TRUE(report) << to_string(report.error(), Language::en);
        return report ? std::move(*report) : RecordImportReport{};
    }
    RecordImportReport try_out(const access::Actor& who, const std::string& bytes) {
        return import(who, bytes, {});
    }

    // "create update same conflict wrong"
    static std::string counts(const RecordImportReport& report) {
        const RecordImportCounts& c = report.counts;
        return fmt::format("{} {} {} {} {}", c.create, c.update, c.same, c.conflict, c.wrong);
    }
    // The errors as "cell code", parted by commas; a row's own as "row 3 code".
    static std::string errors(const RecordImportReport& report) {
        std::string text;
        for (const Diagnostic& one : report.table.problems) {
            if (one.severity == Severity::error) text += one.code + ", ";
        }
        for (const exchange::CellFinding& one : report.table.findings) {
            if (one.severity != Severity::error) continue;
            text += (one.column == 0 ? fmt::format("row {}", one.row)
                                     : exchange::cell_name(one.row, one.column)) +
                    " " + one.code + ", ";
        }
        return text.substr(0, text.size() < 2 ? 0 : text.size() - 2);
    }

    // What the table holds of the record with this title.
    std::map<std::string, std::string> values(const std::string& title) {
        std::map<std::string, std::string> all;
        auto reader = office_->store().read();
        const auto& fields = things().definition().fields;
        auto read = record::for_each_record(
            reader->connection(), things(), store::always(), {}, [&](const record::Record& one) {
                if (one.title != title) return true;
                all["id"] = std::to_string(one.id);
                all["version"] = std::to_string(one.version);
                all["state"] = one.state;
                for (std::size_t i = 0; i < fields.size(); ++i)
                    all[fields[i].code] = record::to_text(fields[i], one.cells[i]);
                return true;
            });
        EXPECT_TRUE(read);
        return all;
    }
    std::int64_t total() {
        auto desk = RecordDesk::open(*office_, business_);
        return *desk->count(things(), {});
    }

    std::string exported(const access::Actor& who, exchange::ExportFormat format,
                         Language language = Language::zh) {
        auto desk = RecordDesk::open(*office_, who, access::Verb::take_out);
        auto file = export_records(
            *desk, things(),
            {.format = format, .language = language, .who = who.name, .is_to_edit = true});
        EXPECT_TRUE(file) << to_string(file.error(), Language::en);
        return file ? (*file)->bytes() : "";
    }

    std::int64_t journal_entries() {
        auto reader = office_->store().read();
        return *reader->connection().query_number("SELECT count(*) FROM journal");
    }

    std::filesystem::path folder_;
    std::int64_t ticks_ = 0;
    std::unique_ptr<Office> office_;
};

constexpr const char* kTwo =
    "名称,类别,批准号,所在县市区,人员,占比（%）,投入（万元）,设立日期,首次认定年,在运行,说明,"
    "联系电话\n"
    "甲实验室,实验室,P-1,宣州区,12,2.50,80.5,2020-03-01,2020,是,首批,13812345678\n"
    "乙中心,研究中心,P-2,341802,0,,,2021/4/5,,否,,\n";

TEST_F(RecordImport, ARowIsNewChangedOrTheSame) {
    EXPECT_EQ(counts(try_out(clerk_, kTwo)), "2 0 0 0 0");
    EXPECT_EQ(total(), 0);
    const std::int64_t entries = journal_entries();
    const RecordImportReport done = import(clerk_, kTwo);
    EXPECT_EQ(errors(done), "");
    EXPECT_TRUE(done.is_done);
    EXPECT_EQ(counts(done), "2 0 0 0 0");
    EXPECT_EQ(journal_entries(), entries + 1);
    auto first = values("甲实验室");
    EXPECT_EQ(first["kind"], "lab");
    EXPECT_EQ(first["region"], "341802");
    EXPECT_EQ(first["share"], "2.5");
    EXPECT_EQ(first["cost"], "80.5万元");
    EXPECT_EQ(first["first_year"], "2020");
    EXPECT_EQ(first["active"], "yes");
    EXPECT_EQ(first["state"], "draft");
    EXPECT_EQ(values("乙中心")["staff"], "0");

    const RecordImportReport again =
        import(clerk_, "名称,类别,人员\n甲实验室,实验室,13\n乙中心,研究中心,0\n丙实验室,lab,1\n");
    EXPECT_EQ(errors(again), "row 4 E-record-required");
    EXPECT_EQ(counts(again), "0 1 1 0 1");
    ASSERT_EQ(again.rows.size(), 2U);
    EXPECT_EQ(again.rows[0].title, "甲实验室");
    ASSERT_EQ(again.rows[0].changes.size(), 1U);
    EXPECT_EQ(again.rows[0].changes[0].from.zh, "12人");
    EXPECT_EQ(again.rows[0].changes[0].to.en, "13人");
    EXPECT_EQ(values("甲实验室")["staff"], "12") << "all or nothing";
}

TEST_F(RecordImport, AnEmptyCellLeavesTheWordEmptiesAndZeroIsZero) {
    import(clerk_, kTwo);
    const RecordImportReport done = import(
        clerk_, "名称,类别,人员,投入（万元）,说明,设立日期\n甲实验室,实验室,0,（清空）,,(clear)\n");
    EXPECT_EQ(counts(done), "0 1 0 0 0") << errors(done);
    auto now = values("甲实验室");
    EXPECT_EQ(now["staff"], "0");
    EXPECT_EQ(now["cost"], "");
    EXPECT_EQ(now["note"], "首批");
    EXPECT_EQ(now["since"], "");
    EXPECT_EQ(now["number"], "P-1");
    // What is required cannot be emptied.
    const RecordImportReport refused =
        import(clerk_, fmt::format("登记号,所在县市区\n{},清空\n", now["id"]));
    EXPECT_EQ(errors(refused), "B2 E-record-region");
}

TEST_F(RecordImport, TwoRowsThatAreOneRecordAreAConflict) {
    const RecordImportReport twice = import(
        clerk_,
        "名称,类别,所在县市区,批准号\n甲,实验室,宣州区,1\n甲,研究中心,宣州区,2\n甲,lab,宣州区,3\n"
        "丁,lab,宣州区,2\n");
    EXPECT_EQ(errors(twice), "row 4 E-import-twice, D5 E-import-twice");
    EXPECT_EQ(counts(twice), "2 0 0 2 0");
    import(clerk_, kTwo);
    const std::string id = values("甲实验室")["id"];
    const RecordImportReport known = try_out(
        clerk_, fmt::format("登记号,名称,类别,人员\n{},,,1\n,甲实验室,实验室,2\n99999,,,\n", id));
    EXPECT_EQ(errors(known), "row 3 E-import-twice, A4 E-import-number");
    const RecordImportReport taken =
        try_out(clerk_, "名称,类别,所在县市区,批准号\n丙,实验室,宣州区,P-1\n");
    EXPECT_EQ(errors(taken), "D2 E-record-duplicate");
}

TEST_F(RecordImport, OnlyWhatTheFileChangedCountsSinceItsVersion) {
    import(clerk_, kTwo);
    const std::string a = values("甲实验室")["id"];
    const std::string b = values("乙中心")["id"];
    import(clerk_, fmt::format("登记号,人员,说明\n{},20,改过\n{},3,\n", a, b));
    // The first row is as it was exported, the second has another field changed, the third nothing.
    const RecordImportReport stale = import(
        clerk_, fmt::format("登记号,登记版本,人员,说明\n{},1,12,首批\n{},1,0,新的说明\n", a, b));
    EXPECT_EQ(counts(stale), "0 1 1 0 0") << errors(stale);
    EXPECT_EQ(values("甲实验室")["staff"], "20");
    EXPECT_EQ(values("乙中心")["staff"], "3");
    EXPECT_EQ(values("乙中心")["note"], "新的说明");
    const RecordImportReport both =
        import(clerk_, fmt::format("登记号,登记版本,人员,说明\n{},1,15,首批\n", a));
    EXPECT_EQ(errors(both), "C2 E-import-changed");
    EXPECT_NE(both.table.findings.front().zh.find("20人"), std::string::npos);
    // Both sides wrote the same.
    EXPECT_EQ(counts(try_out(clerk_, fmt::format("登记号,登记版本,人员,说明\n{},1,20,首批\n", a))),
              "0 0 1 0 0");
    EXPECT_EQ(errors(try_out(clerk_, fmt::format("登记号,登记版本,人员\n{},9,1\n", a))),
              "B2 E-import-version");
}

TEST_F(RecordImport, NobodyImportsOutsideHisReach) {
    import(clerk_, kTwo);
    const std::string id = values("甲实验室")["id"];
    EXPECT_EQ(errors(try_out(neighbour_, fmt::format("登记号,人员\n{},1\n", id))),
              "A2 E-import-number");
    EXPECT_EQ(errors(try_out(neighbour_, "名称,类别,人员\n甲实验室,实验室,1\n")),
              "row 2 E-import-elsewhere");
    EXPECT_EQ(errors(try_out(neighbour_, "名称,类别,所在县市区\n戊,实验室,宣州区\n")),
              "row 2 E-import-forbidden");
    EXPECT_EQ(counts(try_out(neighbour_, "名称,类别,所在县市区\n戊,实验室,郎溪县\n")), "1 0 0 0 0");
    // Out of his own reach he moves nothing either.
    EXPECT_EQ(errors(try_out(clerk_, fmt::format("登记号,所在县市区\n{},郎溪县\n", id))),
              "row 2 E-import-forbidden");
    EXPECT_EQ(counts(import(business_, fmt::format("登记号,所在县市区\n{},郎溪县\n", id))),
              "0 1 0 0 0");
    EXPECT_EQ(errors(try_out(access::Actor{}, "名称,类别,所在县市区\n己,实验室,宣州区\n")),
              "row 2 E-import-forbidden");
}

TEST_F(RecordImport, WhatWasHandedInIsNotChangedByAFile) {
    const RecordImportReport done = import(clerk_, kTwo, {.dry_run = false, .submit = true});
    ASSERT_TRUE(done.is_done) << errors(done);
    EXPECT_EQ(values("甲实验室")["state"], "submitted");
    EXPECT_EQ(values("甲实验室")["version"], "2");
    EXPECT_EQ(errors(try_out(clerk_, "名称,类别,人员\n甲实验室,实验室,1\n")),
              "row 2 E-import-forbidden");
    EXPECT_EQ(counts(try_out(clerk_, "名称,类别,人员\n甲实验室,实验室,12\n")), "0 0 1 0 0");
}

TEST_F(RecordImport, DraftsAreHandedInByTheSameFile) {
    import(clerk_, kTwo);
    const RecordImportReport done = import(clerk_, kTwo, {.dry_run = false, .submit = true});
    EXPECT_EQ(counts(done), "0 2 0 0 0") << errors(done);
    EXPECT_EQ(values("乙中心")["state"], "submitted");
}

TEST_F(RecordImport, AnErrorInTheLastRowKeepsEverythingOut) {
    std::string file = "名称,类别,所在县市区,人员\n";
    for (int i = 0; i < 1'200; ++i) file += fmt::format("第{}号,实验室,宣州区,{}\n", i, i);
    const std::int64_t entries = journal_entries();
    const RecordImportReport wrong = import(clerk_, file + "末号,实验室,宣州区,-1\n");
    EXPECT_EQ(counts(wrong), "1200 0 0 0 1");
    EXPECT_FALSE(wrong.is_done);
    EXPECT_EQ(total(), 0);
    EXPECT_EQ(journal_entries(), entries);
    EXPECT_TRUE(import(clerk_, file + "末号,实验室,宣州区,1\n").is_done);
    EXPECT_EQ(total(), 1'201);
}

TEST_F(RecordImport, TheSameFileAgainChangesNothingWhoeverBringsIt) {
    // Without key fields in the file every row would be new again.
    const std::string file = "名称,类别,所在县市区\n甲,实验室,宣州区\n乙,实验室,宣州区\n";
    const RecordImportReport first = import(clerk_, file);
    const std::int64_t entries = journal_entries();
    for (const access::Actor& who : {clerk_, business_}) {
        const RecordImportReport again = import(who, file);
        EXPECT_TRUE(again.is_repeated);
        EXPECT_FALSE(again.is_done);
        EXPECT_TRUE(again.is_clean());
        EXPECT_EQ(again.id, first.id);
        EXPECT_EQ(counts(again), "0 0 2 0 0");
        ASSERT_TRUE(again.earlier.has_value());
        EXPECT_EQ(again.earlier->by, "li");
    }
    EXPECT_EQ(journal_entries(), entries);
    EXPECT_EQ(total(), 2);
    auto reader = office_->store().read();
    const auto rows = rows_of_import(reader->connection(), first.id, 0, 10);
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 2U);
    EXPECT_EQ(rows->at(1).line, 3);
    EXPECT_EQ(rows->at(1).outcome, "create");
    EXPECT_EQ(rows->at(1).version, 1);
    EXPECT_EQ(imports_of(reader->connection(), "test.thing", "li", {}, 10)->size(), 1U);
    EXPECT_EQ(imports_of(reader->connection(), "test.thing", "zhou", {}, 10)->size(), 0U);
    EXPECT_EQ(first.counts,
              imports_of(reader->connection(), "test.thing", "li", {}, 10)->front().counts);
}

TEST_F(RecordImport, WhatIsSeenMaskedAndLeftStaysAsItIs) {
    import(clerk_, kTwo);
    const std::string file = exported(clerk_, exchange::ExportFormat::csv);
    EXPECT_NE(file.find("138****5678"), std::string::npos);
    EXPECT_EQ(file.find("13812345678"), std::string::npos);
    EXPECT_EQ(counts(import(clerk_, file)), "0 0 2 0 0");
    EXPECT_EQ(values("甲实验室")["phone"], "13812345678");
    std::string changed = file;
    changed.replace(changed.find("138****5678"), 11, "13900001111");
    const RecordImportReport done = import(clerk_, changed);
    EXPECT_EQ(counts(done), "0 1 1 0 0") << errors(done);
    EXPECT_EQ(done.rows[0].changes[0].from.zh, "138****5678");
    EXPECT_EQ(values("甲实验室")["phone"], "13900001111");
}

TEST_F(RecordImport, DecisionsAboutHeadingsAreRememberedForTheCounty) {
    const std::string file = "单位全称,类型,县区,投入额,备注\n甲,实验室,宣州区,30,不要\n";
    exchange::RememberedMapping mapping;
    mapping.by_header = {{"单位全称", {"name", ""}},
                         {"类型", {"kind", ""}},
                         {"县区", {"region", ""}},
                         {"投入额", {"cost", "元"}},
                         {"备注", {"", ""}}};
    EXPECT_EQ(errors(try_out(clerk_, file)), "E-table-header");
    const RecordImportReport done = import(clerk_, file, {.dry_run = false, .mapping = mapping});
    EXPECT_TRUE(done.is_done) << errors(done);
    EXPECT_EQ(values("甲")["cost"], "0.003万元");
    EXPECT_EQ(values("甲")["note"], "");
    const std::string next = "单位全称,类型,县区,投入额,备注\n乙,实验室,宣州区,40,不要\n";
    const access::Actor colleague = person("chen", "role.county_clerk", "341802");
    EXPECT_EQ(counts(try_out(colleague, next)), "1 0 0 0 0");
    EXPECT_EQ(errors(try_out(neighbour_, next)), "E-table-header");
    ASSERT_TRUE(replace_mapping(*office_, colleague, "forget-1", "test.thing", {}));
    EXPECT_EQ(errors(try_out(clerk_, next)), "E-table-header");
}

TEST_F(RecordImport, WhatPeopleTypeIsReadAndNamedOrRefused) {
    const RecordImportReport read = try_out(
        clerk_,
        "合计表\n名称,类别,所在县市区,人员,占比（%）,投入（亿元）,设立日期,首次认定年,在运行\n"
        "甲,实验室,宣州区,１２０,\"1,200%\",0.5,45418,２０２０,√\n"
        "乙,实验室,宣州区,约50,0.58,3万元,01/02/2024,2020年,也许\n"
        "丙,实验中心,宣城区,1.5,1.234,0.00000000001,2024.10,1800,\n"
        "合计,,,1,,,,,\n");
    EXPECT_EQ(counts(read), "1 0 0 0 2");
    EXPECT_EQ(read.table.rows_skipped, 1U);
    std::map<std::string, std::string> first;
    for (const record::FieldText& one : read.rows.at(0).fields) first[one.field] = one.text;
    EXPECT_EQ(first.size(), 9U);
    EXPECT_EQ(first["staff"], "120");
    EXPECT_EQ(first["cost"], "5000万元");
    EXPECT_EQ(first["since"], "2024-05-06");
    EXPECT_EQ(first["first_year"], "2020");
    EXPECT_EQ(first["active"], "yes");
    EXPECT_NE(errors(read).find("D4 E-cell-about"), std::string::npos) << errors(read);
    EXPECT_NE(errors(read).find("G4 E-cell-date-ambiguous"), std::string::npos);
    EXPECT_NE(errors(read).find("I4 "), std::string::npos);
    EXPECT_NE(errors(read).find("B5 "), std::string::npos);
    EXPECT_NE(errors(read).find("F5 "), std::string::npos);
    EXPECT_NE(errors(read).find("H5 "), std::string::npos);
}

TEST_F(RecordImport, TheMarkedFileSaysWhatIsWrongInItsCells) {
    import(clerk_, kTwo);
    const std::string file =
        "名称,类别,批准号,所在县市区,人员\n丙,实验室,P-1,宣州区,1\n丁,实验室,,宣州区,两三个\n";
    auto marked = marked_record_file(*office_, clerk_, "test.thing", file, {}, Language::zh);
    ASSERT_TRUE(marked) << to_string(marked.error(), Language::en);
    auto book = exchange::TableFile::open(*marked);
    ASSERT_TRUE(book);
    auto rows = book->rows(0);
    ASSERT_TRUE(rows);
    exchange::SheetRow row;
    std::vector<std::string> last;
    while (*rows->next(row)) last.push_back(row.cells.empty() ? "" : row.cells.back().text);
    ASSERT_EQ(last.size(), 3U);
    EXPECT_NE(last[1].find("C2：已有别的记录是这个值"), std::string::npos) << last[1];
    EXPECT_NE(last[2].find("E3："), std::string::npos) << last[2];
    // Mended in place it goes in as it is.
    EXPECT_EQ(counts(try_out(clerk_, *marked)), "0 0 0 1 1");
}

TEST_F(RecordImport, ATemplateIsReadBackWithEveryColumnKnown) {
    for (const auto format : {exchange::ExportFormat::xlsx, exchange::ExportFormat::csv}) {
        for (const Language language : {Language::zh, Language::en}) {
            auto bytes = record_template(*office_, clerk_, things(), format, language);
            ASSERT_TRUE(bytes) << to_string(bytes.error(), Language::en);
            const RecordImportReport report = try_out(clerk_, *bytes);
            EXPECT_EQ(errors(report), "");
            EXPECT_EQ(report.table.mapping.columns.size(), 17U);
            EXPECT_TRUE(report.table.mapping.unknown.empty());
        }
    }
}

// ---- out ---------------------------------------------------------------------------------------

TEST_F(RecordImport, AnExportIsOfTheMomentAtWhichItBegan) {
    import(clerk_, "名称,类别,所在县市区\n甲,实验室,宣州区\n乙,实验室,宣州区\n");
    auto desk = RecordDesk::open(*office_, business_, access::Verb::take_out);
    std::int64_t told = 0;
    const auto file = export_records(
        *desk, things(),
        {.format = exchange::ExportFormat::csv, .begin = [&](std::int64_t total) -> Result<void> {
             told = total;
             import(clerk_, "名称,类别,所在县市区\n丙,实验室,宣州区\n");
             return {};
         }});
    ASSERT_TRUE(file) << to_string(file.error(), Language::en);
    EXPECT_EQ(told, 2);
    EXPECT_EQ(total(), 3);
    const std::string text = (*file)->bytes();
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);  // with the headings
    EXPECT_EQ(text.find("丙"), std::string::npos);
}

TEST_F(RecordImport, AnExportNobodyWaitsForEndsAndLeavesNothing) {
    import(clerk_, "名称,类别,所在县市区\n甲,实验室,宣州区\n");
    const std::filesystem::path folder = folder_ / "temporary";
    std::filesystem::create_directories(folder);
    ::setenv("TMPDIR", folder.c_str(), 1);
    for (const auto format : {exchange::ExportFormat::xlsx, exchange::ExportFormat::csv,
                              exchange::ExportFormat::json}) {
        auto desk = RecordDesk::open(*office_, business_, access::Verb::take_out);
        const auto file =
            export_records(*desk, things(), {.format = format, .is_left = [] { return true; }});
        EXPECT_FALSE(file);
        if (!file) {
            EXPECT_EQ(file.error().code, "E-record-export-left");
        }
        EXPECT_TRUE(std::filesystem::is_empty(folder));
    }
    ::unsetenv("TMPDIR");
}

// ---- out and in again --------------------------------------------------------------------------

std::string credit_code(int number) {
    constexpr std::string_view kDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const std::string base = fmt::format("91341802{:09}", number);
    for (const char check : kDigits) {
        if (base::CreditCode::parse(base + check)) return base + check;
    }
    return {};
}

class Texts {
public:
    explicit Texts(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t end) { return random_() % end; }
    bool one_in(std::size_t n) { return below(n) == 0; }

    std::string text() {
        constexpr std::array<std::string_view, 18> kPieces = {
            "甲",  "精密", "=1+1", "-",    "@x",  "'q",     "\"", ",",  "；",
            " a ", "Ｂ",   "无",   "0012", "1/2", "2024.1", "清", "𠮷", "N/A"};
        std::string out;
        for (std::size_t i = 1 + below(3); i > 0; --i) out += kPieces[below(kPieces.size())];
        return out;
    }

private:
    std::mt19937_64 random_;
};

TEST_F(RecordImport, AnythingThatGoesOutComesInAsTheSame) {
    Texts texts(20'240'715);
    const record::Registries& registries = *office_->live()->registries;
    constexpr int kFirms = 8;
    constexpr int kThings = 300;
    auto made = office_->store().write(
        {.key = "many-things",
         .actor = "test",
         .kind = "test",
         .payload = "{}",
         .run = [&](store::Transaction& transaction) -> Result<std::string> {
             record::RecordWriter writer(transaction, registries,
                                         {office_->today(), record::random_seed()});
             std::vector<record::RecordId> firms;
             for (int i = 0; i < kFirms; ++i) {
                 // Two firms with one name: only their codes tell them apart.
                 auto firm = writer.create({"cn.enterprise",
                                            {{"name", fmt::format("（虚构）{}公司", i / 2)},
                                             {"credit_code", credit_code(i)},
                                             {"region", "341802"}},
                                            "verified",
                                            {}});
                 if (!firm) return unexpected(firm.error());
                 firms.push_back(firm->id);
             }
             for (int i = 0; i < kThings; ++i) {
                 std::vector<record::FieldText> fields = {
                     {"name", fmt::format("{}{}", texts.text(), i)},
                     {"kind", texts.one_in(2) ? "lab" : "centre"},
                     {"region", texts.one_in(2) ? "341802" : "341821"}};
                 const auto maybe = [&](const char* field, std::string text) {
                     if (!texts.one_in(3)) fields.push_back({field, std::move(text)});
                 };
                 maybe("number", fmt::format("{:08}", i));
                 maybe("staff", std::to_string(texts.below(100'000)));
                 maybe("share", fmt::format("{}.{:02}", texts.below(101), texts.below(100)));
                 maybe("cost",
                       fmt::format("{}.{:02}元", texts.below(1'000'000'000), texts.below(100)));
                 maybe("since", fmt::format("20{:02}-0{}-1{}", texts.below(24), 1 + texts.below(9),
                                            texts.below(9)));
                 maybe("first_year", std::to_string(1990 + texts.below(30)));
                 maybe("active", texts.one_in(2) ? "yes" : "no");
                 maybe("firm", std::to_string(firms[texts.below(firms.size())]));
                 maybe("note", texts.text());
                 maybe("phone", fmt::format("138{:08}", texts.below(100'000'000)));
                 auto thing = writer.create({"test.thing", std::move(fields), "draft", {}});
                 if (!thing) return unexpected(thing.error());
             }
             return std::string();
         }});
    ASSERT_TRUE(made) << to_string(made.error(), Language::en);
    for (const access::Actor& who : {business_, clerk_}) {
        for (const auto format : {exchange::ExportFormat::xlsx, exchange::ExportFormat::csv}) {
            for (const Language language : {Language::zh, Language::en}) {
                const std::string file = exported(who, format, language);
                const RecordImportReport report = try_out(who, file);
                EXPECT_EQ(errors(report), "");
                EXPECT_EQ(report.counts.rows(), report.counts.same) << counts(report);
                EXPECT_GT(report.counts.same, 100);
                for (const JudgedRow& row : report.rows) {
                    for (const RecordFieldChange& change : row.changes)
                        ADD_FAILURE() << row.row << " " << change.field << " [" << change.from.zh
                                      << "] [" << change.to.zh << "]";
                }
            }
        }
    }
}

// In whatever order the rows stand, by name or by code.
TEST_F(RecordImport, ARowMayReferToOneThatTheSameFileMakes) {
    const std::string file =
        "名称,类别,批准号,所在县市区,原平台\n"
        "丙中心,研究中心,P-3,宣州区,乙中心\n"
        "乙中心,研究中心,P-2,宣州区,P-1\n"
        "甲实验室,实验室,P-1,宣州区,\n"
        "丁中心,研究中心,P-4,宣州区,甲实验室\n";
    const RecordImportReport tried = try_out(clerk_, file);
    EXPECT_EQ(counts(tried), "4 0 0 0 0") << errors(tried);
    ASSERT_EQ(tried.rows.size(), 4U);
    EXPECT_EQ(tried.rows.front().row, 2U);  // told in the order of the file
    const RecordImportReport done = import(clerk_, file);
    EXPECT_TRUE(done.is_done) << errors(done);
    EXPECT_EQ(values("乙中心")["parent"], values("甲实验室")["id"]);
    EXPECT_EQ(values("丙中心")["parent"], values("乙中心")["id"]);
    EXPECT_EQ(values("丁中心")["parent"], values("甲实验室")["id"]);
    EXPECT_TRUE(import(clerk_, file).is_repeated);
    // As it went out it comes in again, now that all of them are there.
    EXPECT_EQ(counts(try_out(clerk_, exported(clerk_, exchange::ExportFormat::csv))), "0 0 4 0 0");
}

TEST_F(RecordImport, WhatIsThereGoesBeforeWhatTheFileMakes) {
    ASSERT_TRUE(import(clerk_, "名称,类别,所在县市区\n甲平台,实验室,宣州区\n").is_done);
    const std::string old = values("甲平台")["id"];
    // One that was upgraded keeps its name and names the old one.
    const RecordImportReport done = import(clerk_,
                                           "名称,类别,批准号,所在县市区,原平台\n"
                                           "甲平台,研究中心,P-9,宣州区,甲平台\n");
    EXPECT_TRUE(done.is_done) << errors(done);
    auto reader = office_->store().read();
    std::string parent;
    const auto& fields = things().definition().fields;
    auto read = record::for_each_record(
        reader->connection(), things(), store::always(), {}, [&](const record::Record& one) {
            for (std::size_t i = 0; i < fields.size(); ++i) {
                if (fields[i].code == "parent" && std::to_string(one.id) != old)
                    parent = record::to_text(fields[i], one.cells[i]);
            }
            return true;
        });
    EXPECT_TRUE(read);
    EXPECT_EQ(parent, old);
}

TEST_F(RecordImport, AReferenceInsideTheFileThatIsNotClearIsNamed) {
    const std::string header = "名称,类别,批准号,所在县市区,原平台\n";
    const RecordImportReport several = try_out(clerk_, header +
                                                           "甲平台,实验室,,宣州区,\n"
                                                           "甲平台,研究中心,,宣州区,\n"
                                                           "乙平台,研究中心,,宣州区,甲平台\n");
    EXPECT_EQ(counts(several), "2 0 0 0 1");
    EXPECT_EQ(errors(several), "E4 E-import-several-rows");
    const RecordImportReport circle = try_out(clerk_, header +
                                                          "甲平台,实验室,,宣州区,乙平台\n"
                                                          "乙平台,实验室,,宣州区,丙平台\n"
                                                          "丙平台,实验室,,宣州区,甲平台\n"
                                                          "丁平台,实验室,,宣州区,丁平台\n"
                                                          "戊平台,实验室,,宣州区,甲平台\n");
    EXPECT_EQ(counts(circle), "0 0 0 1 4");
    EXPECT_EQ(errors(circle),
              "E2 E-import-circle, E3 E-import-circle, E4 E-import-circle, E5 E-import-circle, "
              "E6 E-import-refers-to-wrong");
    const RecordImportReport wrong = try_out(clerk_, header +
                                                         "乙平台,研究中心,,宣州区,甲平台\n"
                                                         "甲平台,没有这类,,宣州区,\n"
                                                         "丙平台,研究中心,,宣州区,无名平台\n");
    EXPECT_EQ(counts(wrong), "0 0 0 1 2");
    EXPECT_NE(errors(wrong).find("E2 E-import-refers-to-wrong"), std::string::npos)
        << errors(wrong);
    EXPECT_EQ(total(), 0);
}

}  // namespace
}  // namespace kc::office
