// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/viewer/application.h"
#include "viewer/model/session.h"
#include "viewer/widgets/desktop_view.h"
#include "viewer/widgets/desktop_window.h"
#include "viewer/widgets/keys.h"
#include "viewer/widgets/link_banner.h"
#include "viewer/widgets/surface_window.h"
#include "viewer/widgets/title_bars.h"
#include "viewer/widgets/window_shell.h"

#include <catch2/catch.hpp>

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QScreen>
#include <QTest>
#include <QWheelEvent>
#include <QWindow>
#include <algorithm>

using namespace vitrine;

namespace {

class FakeConnection : public Connection {
public:
    void open() override {}
    void close() override {}
    void send(const Input& input) override { sent.push_back(input); }
    void setViewport(QSize size) override { viewport = size; }
    void answerPassword(const QString&, const QString&) override {}
    Traffic traffic() const override { return {}; }

    std::vector<Input> sent;
    QSize viewport;
};

// A session of one window, 60 × 40 at (100, 50), on a screen of 400 × 300.
struct Fixture {
    Fixture()
    {
        application();
        auto made = std::make_unique<FakeConnection>();
        connection = made.get();
        session = std::make_unique<Session>(std::make_unique<Screen>(), std::move(made));
        session->start();
        Screen& screen = session->screen();
        screen.begin("test", {400, 300}, false);
        image.fill(Qt::red);
        put(Mapped);
        const SurfaceId order[] = {id};
        screen.restack(order);
        screen.endFrame();
        Q_EMIT connection->opened();
    }
    void put(std::uint32_t states)
    {
        session->screen().put({.id = id,
                               .position = {100, 50},
                               .states = states,
                               .abilities = Movable | Resizable | Closable,
                               .title = "window"});
        session->screen().setImage(id, image);
    }
    void mouse(QWidget& widget, QEvent::Type type, QPoint at, Qt::MouseButton button,
               Qt::MouseButtons held)
    {
        QMouseEvent event(type, at, widget.mapToGlobal(QPointF(at)), button, held, {});
        QCoreApplication::sendEvent(&widget, &event);
    }
    std::vector<Input> told() { return std::exchange(connection->sent, {}); }

    SurfaceId id{3};
    QImage image{60, 40, QImage::Format_RGB32};
    FakeConnection* connection = nullptr;
    std::unique_ptr<Session> session;
};

} // namespace

TEST_CASE_METHOD(Fixture, "A press in a scaled desktop lands on the pixel under the pointer")
{
    DesktopView view(*session, nullptr);
    view.resize(800, 700); // twice the screen, 50 above and below
    mouse(view, QEvent::MouseButtonPress, {21, 50 + 31}, Qt::RightButton, Qt::RightButton);
    mouse(view, QEvent::MouseButtonRelease, {21, 50 + 31}, Qt::RightButton, {});
    CHECK(told() == std::vector<Input>{PointerMove{{}, {10, 15}}, PointerButton{3, true},
                                       PointerButton{3, false}});
}

TEST_CASE_METHOD(Fixture, "The desktop is painted as its surfaces lie, scaled and not")
{
    DesktopView view(*session, nullptr);
    CHECK(view.screenshot().pixel(100, 50) == qRgb(255, 0, 0));
    CHECK(view.screenshot().pixel(159, 89) == qRgb(255, 0, 0));
    CHECK(view.screenshot().pixel(160, 90) != qRgb(255, 0, 0));
    view.resize(800, 600);
    const QImage grabbed = view.grab().toImage();
    CHECK(grabbed.pixel(240, 140) == qRgb(255, 0, 0));
    CHECK(grabbed.pixel(100, 50) != qRgb(255, 0, 0));
}

TEST_CASE_METHOD(Fixture, "A pointer that comes back to where it left a window is there again")
{
    DesktopView one(*session, nullptr);
    one.resize(400, 300);
    SurfaceWindow other(*session, *session->screen().find(id));
    for (QWidget* view : {static_cast<QWidget*>(&one), static_cast<QWidget*>(&other),
                          static_cast<QWidget*>(&one), static_cast<QWidget*>(&one)})
        mouse(*view, QEvent::MouseMove, {7, 8}, Qt::NoButton, {});
    const PointerMove onScreen{{}, {7, 8}}, inWindow{id, {7, 8}};
    CHECK(told() == std::vector<Input>{onScreen, inWindow, onScreen});
}

TEST_CASE_METHOD(Fixture, "A pointer that leaves a native window is no longer in the session's")
{
    SurfaceWindow window(*session, *session->screen().find(id));
    window.setGeometry(100, 50, 60, 40);
    mouse(window, QEvent::MouseMove, {7, 8}, Qt::NoButton, {});
    QCursor::setPos(90, 60);
    QEvent left(QEvent::Leave);
    QCoreApplication::sendEvent(&window, &left);
    CHECK(told() == std::vector<Input>{PointerMove{id, {7, 8}}, PointerMove{{}, {90, 60}}});
}

TEST_CASE_METHOD(Fixture, "A title bar drags its window; the session sees no button")
{
    DesktopView view(*session, nullptr);
    view.resize(400, 300);
    mouse(view, QEvent::MouseButtonPress, {120, 40}, Qt::LeftButton, Qt::LeftButton);
    mouse(view, QEvent::MouseMove, {130, 45}, Qt::NoButton, Qt::LeftButton);
    mouse(view, QEvent::MouseButtonRelease, {130, 45}, Qt::LeftButton, {});
    const auto inputs = told();
    REQUIRE(inputs.size() >= 2);
    CHECK(inputs[0] == Input{ActOnSurface{id, SurfaceAction::Activate, {}}});
    CHECK(inputs[1] == Input{ActOnSurface{id, SurfaceAction::MoveResize, {110, 55, 60, 40}}});
    for (const Input& input : inputs) CHECK_FALSE(std::holds_alternative<PointerButton>(input));
}

TEST_CASE_METHOD(Fixture, "A title bar has a close button, whether its window has an icon or none")
{
    QPixmap dot(16, 16);
    dot.fill(Qt::blue);
    const QIcon icon = GENERATE_COPY(QIcon(), QIcon(dot));
    session->screen().setIcon(id, icon);
    session->screen().endFrame();
    const DesktopView view(*session, nullptr);
    const TitleBars bars(view);
    const RemoteSurface& surface = *session->screen().find(id);
    const auto right = surface.geometry().topRight();
    CHECK(bars.partAt(surface, right + QPoint(-10, -12)) == TitleBars::Part::Close);
}

TEST_CASE_METHOD(Fixture, "A desktop's window is no larger than the screen it opens on")
{
    const DesktopWindow window(*session);
    const QSize room = QGuiApplication::primaryScreen()->availableSize();
    CHECK(window.width() <= room.width());
    CHECK(window.height() <= room.height());
}

TEST_CASE_METHOD(Fixture, "A desktop's window tells its room as soon as it is shown")
{
    DesktopWindow window(*session);
    window.show();
    CHECK(!window.view().size().isEmpty());
    CHECK(connection->viewport == window.view().size());
}

TEST_CASE_METHOD(Fixture, "What is said about a lost link lies over the desktop, and moves nothing")
{
    DesktopWindow window(*session);
    window.show();
    const auto place = [&] {
        const auto& view = window.view();
        return QRect(view.mapTo(&window, QPoint()), view.size());
    };
    const QRect before = place();
    Q_EMIT connection->closed(Connection::End::Lost, "gone");
    const auto* banner = window.findChild<LinkBanner*>();
    CHECK(until([&] { return banner->isVisible() && banner->height() > 0; }));
    CHECK(place() == before);
}

TEST_CASE_METHOD(Fixture, "The wheel turns right and down as the hand does")
{
    DesktopView view(*session, nullptr);
    view.resize(400, 300);
    QWheelEvent event({5, 5}, {5, 5}, {}, {-40, 120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&view, &event);
    CHECK(told().back() == Input{Wheel{40, -120}});
}

TEST_CASE_METHOD(Fixture,
                 "Fingers are told where the surface takes touches, and are a mouse's elsewhere")
{
    DesktopView view(*session, nullptr);
    view.resize(400, 300);
    view.show();
    REQUIRE(until([&] { return view.windowHandle() && view.windowHandle()->isExposed(); }));
    told();
    const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
    const QPoint inside{130, 70}, outside{10, 10}, title{120, 45};
    const auto tap = [&](QPoint at) {
        QTest::touchEvent(&view, screen.get()).press(1, at, &view);
        QTest::touchEvent(&view, screen.get()).release(1, at, &view);
        const auto inputs = told();
        return std::none_of(inputs.begin(), inputs.end(), [](const Input& input) {
            return std::holds_alternative<Touch>(input);
        });
    };
    CHECK(tap(inside));
    put(Mapped | Touchable);
    session->screen().endFrame();
    CHECK(tap(outside));
    CHECK(tap(title));

    QTest::touchEvent(&view, screen.get()).press(4, inside, &view).press(5, title, &view);
    QTest::touchEvent(&view, screen.get()).move(4, outside, &view).stationary(5);
    QTest::touchEvent(&view, screen.get()).stationary(4).press(6, inside, &view);
    QTest::touchEvent(&view, screen.get()).release(4, outside, &view).release(5, title, &view);
    CHECK(told() == std::vector<Input>{Touch{4, TouchPhase::Begin, {}, {130, 70}},
                                       Touch{4, TouchPhase::Move, {}, {10, 10}},
                                       Touch{6, TouchPhase::Begin, {}, {130, 70}},
                                       Touch{4, TouchPhase::End, {}, {10, 10}},
                                       Touch{6, TouchPhase::End, {}, {130, 70}}});
}

TEST_CASE_METHOD(Fixture, "A key is told by its code, its keysym and its text")
{
    DesktopView view(*session, nullptr);
    QKeyEvent press(QEvent::KeyPress, Qt::Key_A, {}, 30 + 8, 'a', 0, "a");
    QKeyEvent release(QEvent::KeyRelease, Qt::Key_A, {}, 30 + 8, 'a', 0, "a");
    QCoreApplication::sendEvent(&view, &press);
    QCoreApplication::sendEvent(&view, &release);
    CHECK(told() == std::vector<Input>{Key{30, 'a', "a", true}, Key{30, 'a', {}, false}});
    // Where the platform tells no keysym, what the key means.
    CHECK(toKey(QKeyEvent(QEvent::KeyPress, Qt::Key_F5, {})).keysym == 0xffc2);
    CHECK(toKey(QKeyEvent(QEvent::KeyPress, Qt::Key_Return, {}, "\r")) == Key{0, 0xff0d, {}, true});
    CHECK(keysymOf(U'€') == 0x10020ac);
    CHECK(keysymOf(U'ß') == 0xdf);
}

TEST_CASE_METHOD(Fixture, "What an input method commits is told whole, what it composes is not")
{
    DesktopView view(*session, nullptr);
    CHECK(view.testAttribute(Qt::WA_InputMethodEnabled));
    QInputMethodQueryEvent query(Qt::ImEnabled);
    QCoreApplication::sendEvent(&view, &query);
    CHECK(query.value(Qt::ImEnabled).toBool());
    QInputMethodEvent composing("pin", {});
    QCoreApplication::sendEvent(&view, &composing);
    CHECK(told().empty());
    QInputMethodEvent committed;
    committed.setCommitString(QString::fromUtf8("拼音é😀"));
    QCoreApplication::sendEvent(&view, &committed);
    CHECK(told() == std::vector<Input>{Key{0, 0, "拼音é😀", true}});
}

TEST_CASE_METHOD(Fixture, "Each window is a native one, closed only when the session's is")
{
    WindowShell shell(*session);
    QWidgetList windows = QApplication::topLevelWidgets();
    SurfaceWindow* window = nullptr;
    for (QWidget* widget : windows)
        if (auto* found = qobject_cast<SurfaceWindow*>(widget)) window = found;
    REQUIRE(window);
    CHECK(until([&] { return window->isVisible(); }));
    CHECK(window->windowTitle() == "window");
    CHECK(window->size() == QSize(60, 40));
    told();
    window->close();
    CHECK(window->isVisible());
    CHECK(told() == std::vector<Input>{ActOnSurface{id, SurfaceAction::Close, {}}});
    mouse(*window, QEvent::MouseMove, {7, 9}, Qt::NoButton, {});
    CHECK(told() == std::vector<Input>{PointerMove{id, {7, 9}}});
    session->screen().drop(id);
    session->screen().endFrame();
    for (QWidget* widget : QApplication::topLevelWidgets())
        CHECK_FALSE(qobject_cast<SurfaceWindow*>(widget));
}

TEST_CASE("The pointer is busy while programs start, and then what the session says again")
{
    Fixture fixture;
    Screen& screen = fixture.session->screen();
    DesktopView view(*fixture.session, nullptr);
    screen.setCursor(Qt::IBeamCursor);
    screen.setLaunch(1, true);
    screen.setLaunch(2, true);
    screen.setCursor(Qt::CrossCursor);
    screen.setLaunch(1, false);
    CHECK(view.cursor().shape() == Qt::BusyCursor);
    screen.setLaunch(2, false);
    CHECK(view.cursor().shape() == Qt::CrossCursor);
    screen.setLaunch(3, true);
    screen.forgetLaunches();
    CHECK(view.cursor().shape() == Qt::CrossCursor);
}

TEST_CASE("What an input method composes is shown, stays where it began, and goes when committed")
{
    Fixture fixture;
    DesktopView view(*fixture.session, nullptr);
    view.show();
    const auto* preedit = view.findChild<QLabel*>();
    REQUIRE(preedit);
    const auto compose = [&](const QString& text, const QString& committed) {
        QInputMethodEvent event(text, {});
        event.setCommitString(committed);
        QCoreApplication::sendEvent(&view, &event);
    };
    QCursor::setPos(20, 30);
    compose("nih", {});
    CHECK(preedit->isVisible());
    CHECK(preedit->text() == "nih");
    CHECK(preedit->pos() == QPoint(20, 30));
    QCursor::setPos(60, 70);
    compose("niha", {});
    CHECK(preedit->pos() == QPoint(20, 30));
    const QRect line = view.inputMethodQuery(Qt::ImCursorRectangle).toRect();
    CHECK(view.mapToGlobal(line.topLeft()) == QPoint(20, 30));
    CHECK(line.height() == preedit->height());
    CHECK(fixture.told().empty());
    compose({}, QString::fromUtf8("你好"));
    CHECK_FALSE(preedit->isVisible());
    const std::string expected = "你好";
    CHECK(fixture.told() == std::vector<Input>{Key{0, 0, expected, true}});
    compose("zhong", {});
    QFocusEvent leaves(QEvent::FocusOut);
    QCoreApplication::sendEvent(&view, &leaves);
    CHECK_FALSE(preedit->isVisible());
}

TEST_CASE("Where the session composes text, no input method here sees the keys")
{
    Fixture fixture;
    CHECK(DesktopView(*fixture.session, nullptr).inputMethodQuery(Qt::ImEnabled).toBool());
    fixture.session->setComposesHere(false);
    const DesktopView view(*fixture.session, nullptr);
    CHECK_FALSE(view.inputMethodQuery(Qt::ImEnabled).toBool());
    CHECK_FALSE(view.testAttribute(Qt::WA_InputMethodEnabled));
}
