# SPDX-License-Identifier: GPL-2.0-or-later
"""A picture by SDL 2's software renderer, by its C interface."""

import ctypes

sdl = ctypes.CDLL("libSDL2-2.0.so.0")
sdl.SDL_CreateWindow.restype = sdl.SDL_CreateRenderer.restype = ctypes.c_void_p
VIDEO, CENTRED, SOFTWARE, QUIT = 0x20, 0x2FFF0000, 1, 0x100

sdl.SDL_Init(VIDEO)
window = ctypes.c_void_p(sdl.SDL_CreateWindow(b"SDL", CENTRED, CENTRED, 400, 300, 0))
renderer = ctypes.c_void_p(sdl.SDL_CreateRenderer(window, -1, SOFTWARE))
event = (ctypes.c_uint32 * 16)()
while event[0] != QUIT:
    sdl.SDL_SetRenderDrawColor(renderer, 30, 60, 90, 255)
    sdl.SDL_RenderClear(renderer)
    for step in range(20):
        sdl.SDL_SetRenderDrawColor(renderer, step * 12, 200, 255 - step * 12, 255)
        sdl.SDL_RenderDrawLine(renderer, step * 20, 0, 400 - step * 20, 300)
    sdl.SDL_RenderPresent(renderer)
    sdl.SDL_WaitEvent(ctypes.byref(event))
