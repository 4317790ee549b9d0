// What holds a pod's namespaces: it waits to be told to stop, and collects what its pod leaves behind.
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static void stop(int signal) {
  (void)signal;
  _exit(0);
}

int main(void) {
  signal(SIGTERM, stop);
  signal(SIGINT, stop);
  signal(SIGCHLD, SIG_IGN);
  for (;;) pause();
}
