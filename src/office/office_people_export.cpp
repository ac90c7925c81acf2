// SPDX-License-Identifier: Apache-2.0
#include "office/office_people_export.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "access/accounts.hpp"
#include "access/grants.hpp"
#include "office/list_words.hpp"

namespace kc::office {
namespace {

constexpr std::int64_t kAccountsAtOnce = 500;

class PeopleRows {
public:
    PeopleRows(const Office& office, const access::RoleBook& book, Language language)
        : live_(office.live()), book_(book), words_(language), today_(office.today()) {}

    Result<void> add(store::Connection& connection, const access::Account& account) {
        auto grants = access::grants_of(connection, account.name);
        if (!grants) return unexpected(std::move(grants.error()));
        if (account.role != access::Role::none || grants->empty()) {
            rows_.push_back(row_of(account, account.role == access::Role::none
                                                ? std::string()
                                                : role_name(access::role_code(account.role))));
        }
        for (const access::Grant& one : *grants) rows_.push_back(row_of(account, one));
        return {};
    }

    std::vector<ListRow> take() && { return std::move(rows_); }

private:
    std::string role_name(const std::string& code) const {
        const pack::RoleText* role = book_.find(code);
        return role == nullptr ? code : words_.name(role->name);
    }
    std::string account_state(const access::Account& account) const {
        return account.is_open ? words_.pick("在用", "open") : words_.pick("停用", "closed");
    }

    // The account's own role, held as long as the account is open.
    ListRow row_of(const access::Account& account, std::string role) const {
        ListRow row = {account.name, account_state(account), std::move(role)};
        row.resize(kColumns);
        return row;
    }
    ListRow row_of(const access::Account& account, const access::Grant& grant) const {
        return {account.name,
                account_state(account),
                role_name(grant.role),
                words_.state(access::state_of(grant, today_)),
                words_.units(*live_, grant.units),
                words_.units(*live_, grant.sections),
                grant.body,
                cell(grant.valid_from),
                cell(grant.valid_to),
                grant.granted_by,
                grant.confirmed_by,
                grant.ended_by};
    }

    static constexpr std::size_t kColumns = 12;

    std::shared_ptr<const LivePack> live_;
    const access::RoleBook& book_;
    FileWords words_;
    base::Date today_;
    std::vector<ListRow> rows_;
};

}  // namespace

Result<std::string> export_people(const Office& office, const access::RoleBook& book,
                                  const ListExport& out) {
    const FileWords words(out.language);
    exchange::ExportSpec spec{.name = words.pick("账号和角色", "Accounts and roles")};
    spec.columns = {column(words, "account", "账号", "Account", true),
                    column(words, "account_state", "账号状态", "Account is"),
                    column(words, "role", "角色", "Role"),
                    column(words, "state", "授权状态", "Grant is"),
                    column(words, "units", "地区", "Units"),
                    column(words, "sections", "科室", "Sections"),
                    column(words, "body", "单位（统一社会信用代码）", "Body (credit code)", true),
                    column(words, "from", "起", "From"),
                    column(words, "to", "止", "To"),
                    column(words, "granted_by", "授权人", "Granted by", true),
                    column(words, "confirmed_by", "确认人", "Confirmed by", true),
                    column(words, "ended_by", "收回人", "Taken back by", true)};
    if (auto added = add_remarks(office, out, base::to_string(office.today()), spec); !added)
        return unexpected(std::move(added.error()));
    auto reader = office.store().read_for_long();
    if (!reader) return unexpected(std::move(reader.error()));
    PeopleRows rows(office, book, out.language);
    std::string after;
    while (true) {
        auto page = access::list_accounts(reader->connection(), {}, after, kAccountsAtOnce);
        if (!page) return unexpected(std::move(page.error()));
        for (const access::Account& one : *page) {
            if (auto added = rows.add(reader->connection(), one); !added)
                return unexpected(std::move(added.error()));
        }
        if (static_cast<std::int64_t>(page->size()) < kAccountsAtOnce) break;
        after = page->back().name;
    }
    return file_of(out, std::move(spec), std::move(rows).take());
}

}  // namespace kc::office
