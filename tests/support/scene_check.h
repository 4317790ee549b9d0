// What a reader would hold against the labels of a picture. For the tests of the layout and of every analysis.
#pragma once

#include "perigee/base/problem.h"
#include "perigee/job/output.h"
#include "perigee/layout/scene.h"

namespace perigee {

// One problem for each label that leaves the canvas ("off-canvas"), touches another label ("labels-touch"), is struck
// through or cut by a mark ("struck-through"), or is not legible on what lies below it ("low-contrast").
//
// A label's box reaches from the capitals' top to the descenders' foot. Gridlines may pass behind a label with a halo.
Problems label_problems(const Scene& scene, ThemeName theme);

}  // namespace perigee
