// Scenes that show everything the painter can do, for tests and for the eye.
#pragma once

#include "perigee/layout/scene.h"

namespace perigee {

// Lines with every join and cap, dashes, curves, arrows, discs, holes, translucent layers, text with and without halo.
Scene gallery_scene(int scale);

// What a chart of launches per year is made of: grid, two lines with casing over 64 years, labels, a note.
Scene timeline_scene(int width, int height, int scale);

// More colours than a palette holds.
Scene colourful_scene();

}  // namespace perigee
