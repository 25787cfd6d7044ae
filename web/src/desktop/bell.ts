// SPDX-License-Identifier: GPL-2.0-or-later

let audio: AudioContext | undefined;

// X's bell: a short tone. Browsers stay silent until the user has done something on the page.
export function ringBell(percent: number): void {
  if (!navigator.userActivation.hasBeenActive) return;
  audio ??= new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  const now = audio.currentTime;
  tone.frequency.value = 660;
  volume.gain.setValueAtTime(Math.min(1, Math.max(0, percent / 100)) * 0.2, now);
  volume.gain.exponentialRampToValueAtTime(0.0001, now + 0.15);
  tone.connect(volume).connect(audio.destination);
  tone.start(now);
  tone.stop(now + 0.15);
}
