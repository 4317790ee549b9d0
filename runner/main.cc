// perigee-runner: draws one chart and ends.
#include "runner/command.h"

int main(int argc, char** argv) { return static_cast<int>(perigee::runner::run(argc, argv)); }
