// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace vitrine {

// Functions of doubles, within a unit or two of the last place and, unlike those of the machines'
// libraries, the same everywhere.
double cubeRoot(double value);
double cosineOfThird(double cosine); // cos(acos(cosine) / 3); -1 <= cosine <= 1
double arcSineDegrees(double value); // 0 <= value <= 1
// Of a direction: above -180 and at most 180, but 225 and 315 on the lower diagonals (X.Org's
// habit, on which its joins depend). Exact on axes and diagonals.
double arcTangentDegrees(double y, double x);
double sineOfDegrees(double angle);
double cosineOfDegrees(double angle);

} // namespace vitrine
