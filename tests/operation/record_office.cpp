// SPDX-License-Identifier: Apache-2.0
#include "record_office.hpp"

#include <iterator>

#include <fmt/format.h>

#include "office/office_attachments.hpp"
#include "office/office_record_import.hpp"

namespace kc::test {

using Kind = Change::Kind;

constexpr const char* kFirms = "cn.enterprise";

RecordOffice::RecordOffice() {
    put("pack.yaml", office::test::kSmallManifest);
    database_ = folder_.file("office.db");
}

void RecordOffice::write_changes(int count) {
    constexpr Kind kCycle[] = {Kind::create, Kind::attach, Kind::update, Kind::create,
                               Kind::update, Kind::attach, Kind::import};
    for (int i = 0; i < count; ++i) {
        Change change{.number = static_cast<std::int64_t>(changes_.size()) + 1};
        change.kind = kCycle[changes_.size() % std::size(kCycle)];
        if (change.kind == Kind::update || change.kind == Kind::attach) {
            const OwnRecord& one = records_[changes_.size() % records_.size()];
            change.record = one.id;
            change.version = one.version;
        }
        carry_out(change);
        changes_.push_back(change);
        if (on_answer) on_answer(change);
    }
}

void RecordOffice::carry_out(Change& change) {
    pass(1'000'000);
    const office::RecordAsker asker{clerk_, key()};
    switch (change.kind) {
        case Kind::create: {
            const auto made =
                office::create_record(*office_, asker, kFirms,
                                      {.fields = {{"name", name_of(change.number, 0)},
                                                  {"credit_code", credit_code_of(change.number, 0)},
                                                  {"region", "341802"}}});
            ASSERT_EQ(office::test::code_of(made), "");
            records_.push_back({made.written.id, made.written.version});
            break;
        }
        case Kind::update: {
            const auto made =
                office::update_record(*office_, asker, kFirms, change.record, change.version,
                                      {.fields = {{"address", address_of(change.number)}}});
            ASSERT_EQ(office::test::code_of(made), "");
            for (OwnRecord& one : records_) {
                if (one.id == change.record) one.version = made.written.version;
            }
            break;
        }
        case Kind::import: {
            const auto report = office::import_records(*office_, asker, kFirms,
                                                       table_of(change.number), {.dry_run = false});
            ASSERT_TRUE(report) << report.error().en;
            ASSERT_TRUE(report->is_done);
            break;
        }
        case Kind::attach: {
            const auto place = office::place_of_record(*office_, clerk_, kFirms, change.record);
            ASSERT_TRUE(place && *place);
            const std::string bytes = file_of(change.number);
            const auto added = office::add_attachment(
                *office_, asker, **place,
                {.name = fmt::format("{}.pdf", change.number), .bytes = bytes});
            ASSERT_FALSE(added.refused) << added.refused->en;
            break;
        }
    }
    change.is_answered = true;
}

void RecordOffice::reopen(const std::string& path) {
    store::StoreOptions options;
    options.schemas = office::office_schemas();
    const auto store = store::test::open_store(path, std::move(options));
    ASSERT_NE(store, nullptr);
}

}  // namespace kc::test
