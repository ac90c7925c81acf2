// SPDX-License-Identifier: Apache-2.0
// Keeps an office that is one of several with what the others write: facts, counts, and the pack
// that is live.
#include "office/office_following.hpp"

#include "office/office_live.hpp"

namespace kc::office {

Result<std::optional<LastPack>> last_pack(store::Connection& connection) {
    auto rows =
        connection.query("SELECT id, folder, draft FROM live_pack ORDER BY id DESC LIMIT 1");
    if (!rows) return unexpected(rows.error());
    const auto more = rows->next();
    if (!more) return unexpected(more.error());
    if (!*more) return std::optional<LastPack>();
    return std::optional(LastPack{rows->get<std::int64_t>(0), rows->get<std::string>(1),
                                  rows->get<std::int64_t>(2)});
}

Result<void> Office::start_following() {
    return store_->follow({.grown = [this](std::int64_t) { follow_others(); },
                           .looked =
                               [this](bool has_answered) {
                                   const std::lock_guard lock(on_look_mutex_);
                                   if (on_look_) on_look_(has_answered);
                               }});
}

// Also after our own writes: whose a new entry is costs more to find out than to look.
void Office::follow_others() {
    const bool has_followed = follow_facts() && follow_pack();
    is_behind_ = !has_followed;
    may_have_changed_ = true;
    ++changes_by_others_;
}

Result<void> Office::follow_pack() {
    std::optional<LastPack> last;
    {
        auto reader = store_->read();
        if (!reader) return unexpected(reader.error());
        auto found = last_pack(reader->connection());
        if (!found) return unexpected(found.error());
        last = std::move(*found);
    }
    const std::lock_guard lock(going_live_);
    if (!last || last->row == live_row_) return {};
    // Ours went live here before the journal was looked at.
    const std::string folder = files_folder_ + "/" + last->folder;
    if (live()->folder != folder) {
        if (auto went = go_live(folder, last->draft); !went) return went;
    }
    live_row_ = last->row;
    return {};
}

std::int64_t Office::entries() const {
    const store::Follower* follower = store_->follower();
    return follower == nullptr ? store_->writer_figures().journal_entries : follower->entries();
}

void Office::wait_for(std::int64_t entries) const {
    store::Follower* follower = store_->follower();
    if (follower == nullptr || follower->entries() >= entries) return;
    // When the database does not answer, what is here is shown, as it is when nobody asks.
    static_cast<void>(follower->look());
}

std::int64_t Office::silent_us() const {
    const store::Follower* follower = store_->follower();
    return follower == nullptr ? 0 : follower->silent_us();
}

void Office::on_look(std::function<void(bool has_answered)> call) {
    const std::lock_guard lock(on_look_mutex_);
    on_look_ = std::move(call);
}

}  // namespace kc::office
