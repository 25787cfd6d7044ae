// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/base/file_descriptor.h"
#include "server/display/display.h"
#include "server/requests/extensions/registry.h"
#include "server/requests/extensions/shm/shm_requests.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "x11/shm_dispatch.h"

namespace vitrine {

namespace {

using Access = SharedMapping::Access;

Access accessOf(bool readOnly)
{
    return readOnly ? Access::Read : Access::ReadWrite;
}

void add(Call& call, Xid id, std::shared_ptr<SharedMapping> memory)
{
    call.display.add(call.client, id, std::make_shared<ShmSegment>(ShmSegment{std::move(memory)}));
}

ShmSegment& segmentOf(Call& call, Xid id)
{
    return call.display.resources().get<ShmSegment>(id, shm::ErrorCode::Seg);
}

} // namespace

std::span<std::byte> segmentBytes(Call& call, Xid segment, std::uint32_t offset, Access access)
{
    const SharedMapping& memory = *segmentOf(call, segment).memory;
    if (offset % 4 != 0 || offset > memory.bytes().size()) throw badValue(offset);
    if (access == Access::ReadWrite && !memory.writable()) throw badAccess();
    return memory.bytes().subspan(offset);
}

shm::QueryVersion::Reply handle(Call&, const shm::QueryVersion&)
{
    return {.sharedPixmaps = true,
            .majorVersion = 1,
            .minorVersion = 2,
            .uid = static_cast<std::uint16_t>(::geteuid()),
            .gid = static_cast<std::uint16_t>(::getegid()),
            .pixmapFormat = x11::ImageFormat::ZPixmap};
}

// We are the same user as our clients, so the system's own check of its rights is the client's.
void handle(Call& call, const shm::Attach& request)
{
    call.display.checkNew(call.client, request.shmseg);
    auto memory =
        SharedMapping::ofSystemV(static_cast<int>(request.shmid), accessOf(request.readOnly));
    if (!memory) throw badAccess();
    add(call, request.shmseg, std::move(memory));
}

void handle(Call& call, const shm::Detach& request)
{
    segmentOf(call, request.shmseg);
    call.display.free(request.shmseg);
}

void handle(Call& call, const shm::AttachFd& request)
{
    const FileDescriptor descriptor = call.takeFileDescriptor();
    call.display.checkNew(call.client, request.shmseg);
    if (!descriptor || ::lseek(descriptor.number(), 0, SEEK_END) <= 0) throw badMatch();
    auto memory = SharedMapping::ofFile(descriptor.number(), accessOf(request.readOnly));
    if (!memory) throw badAccess();
    add(call, request.shmseg, std::move(memory));
}

// The client gets what we made; that it cannot be cut short is sealed.
void handle(Call& call, const shm::CreateSegment& request)
{
    call.display.checkNew(call.client, request.shmseg);
    FileDescriptor descriptor(::memfd_create("vitrine", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!descriptor || ::ftruncate(descriptor.number(), request.size) != 0 ||
        ::fcntl(descriptor.number(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        throw badAlloc();
    auto memory = SharedMapping::ofFile(descriptor.number(), accessOf(request.readOnly));
    if (!memory) throw badAccess();
    add(call, request.shmseg, std::move(memory));
    call.reply(shm::CreateSegment::Reply{.nfd = 1}, std::move(descriptor));
}

static constexpr auto table = x11::shm::requestTable<Call>();
extern const Extension mitShm;
const Extension mitShm{x11::shm::extension, &x11::shm::dispatch<Call>, table};

} // namespace vitrine
