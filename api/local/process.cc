#include "api/local/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "perigee/base/error.h"

namespace perigee::api {
namespace {

constexpr std::size_t kLongestMessage = 4096;

[[noreturn]] void refuse(const Command& command, int error) {
  throw EnvironmentError(error == ENOMEM ? Fault::out_of_memory : Fault::unavailable,
                         "The program '" + command.path + "' can't be started: " + std::strerror(error) + ".");
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> list;
  list.reserve(texts.size() + 1);
  for (const auto& text : texts) list.push_back(const_cast<char*>(text.c_str()));  // execve writes to none of them
  list.push_back(nullptr);
  return list;
}

// Everything that the child needs, made before it exists: between vfork and exec it may not allocate.
struct Birth {
  const char* path;
  char* const* arguments;
  char* const* environment;
  int null, output, words, failure;  // failure: where errno goes if exec does not happen; closed by exec
  pid_t parent;
  const sigset_t* mask;
};

// The signals are blocked when this begins. Handlers go first: one that ran here would act on the parent's memory.
[[noreturn]] void become(const Birth& birth) {
  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGPIPE, SIGCHLD}) ::sigaction(number, &standard, nullptr);
  const bool ready = ::setpgid(0, 0) == 0 && ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
                     ::getppid() == birth.parent &&  // it died before the line above
                     ::dup2(birth.null, 0) >= 0 && ::dup2(birth.null, 1) >= 0 && ::dup2(birth.output, 2) >= 0 &&
                     ::dup2(birth.words, 3) >= 0 && ::close_range(4, ~0u, CLOSE_RANGE_CLOEXEC) == 0 &&
                     ::sigprocmask(SIG_SETMASK, birth.mask, nullptr) == 0;
  if (ready) ::execve(birth.path, birth.arguments, birth.environment);
  const int error = errno;
  [[maybe_unused]] const auto written = ::write(birth.failure, &error, sizeof error);
  ::_exit(127);
}

// vfork: a fork would copy the page tables of an API that holds a gigabyte; this costs 0.1 ms whatever it holds.
[[gnu::noinline]] pid_t give_birth(const Birth& birth) {
  const pid_t pid = ::vfork();  // NOLINT(clang-analyzer-security.insecureAPI.vfork)
  if (pid == 0) become(birth);  // NOLINT(clang-analyzer-unix.Vfork): what it calls is safe in a signal handler
  return pid;
}

// By number: the header of glibc 2.36 declares pidfd_open without its C linkage.
File open_pidfd(pid_t pid) { return File(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))); }

// A descriptor that none of the child's four standard numbers collides with.
File above_standard(int fd) {
  File given(fd);
  if (fd < 0 || fd > 3) return given;
  return File(::fcntl(fd, F_DUPFD_CLOEXEC, 4));
}

struct Pipe {
  File read, write;

  static Pipe open() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
    return {above_standard(ends[0]), above_standard(ends[1])};
  }
  bool is_open() const { return read.is_open() && write.is_open(); }
};

// No signal may meet a child that still has this process's handlers.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_{};
};

// What the child says instead of becoming the program: an errno, or 0 when exec closed the pipe.
int failure_in(const File& pipe) {
  int error = 0;
  while (::read(pipe.get(), &error, sizeof error) < 0 && errno == EINTR) {
  }
  return error;
}

}  // namespace

Process Process::start(const Command& command) {
  std::vector<std::string> words{command.path};
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  const auto arguments = pointers(words);
  const auto environment = pointers(command.environment);

  Pipe output = Pipe::open(), failure = Pipe::open();
  File message = above_standard(::memfd_create("termination", MFD_CLOEXEC));
  const File null = above_standard(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!output.is_open() || !failure.is_open() || !message.is_open() || !null.is_open()) refuse(command, errno);
  ::fcntl(output.read.get(), F_SETFL, O_NONBLOCK);

  sigset_t none;
  sigemptyset(&none);
  const Birth birth{command.path.c_str(), arguments.data(),    environment.data(), null.get(), output.write.get(),
                    message.get(),        failure.write.get(), ::getpid(),         &none};
  const pid_t pid = [&birth] {
    const SignalsBlocked blocked;
    return give_birth(birth);
  }();
  if (pid < 0) refuse(command, errno);
  failure.write = File();
  Process started(pid, open_pidfd(pid), std::move(output.read), std::move(message));
  if (const int error = failure_in(failure.read); error != 0) refuse(command, error);
  if (!started.exit_.is_open()) refuse(command, errno);
  return started;
}

Process::Process(pid_t pid, File exit, File output, File words)
    : pid_(pid), exit_(std::move(exit)), output_(std::move(output)), words_(std::move(words)) {}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      exit_(std::move(other.exit_)),
      output_(std::move(other.output_)),
      words_(std::move(other.words_)) {}

Process::~Process() {
  if (pid_ < 0) return;
  signal(SIGKILL);
  reap();
}

// Until it is reaped nobody else can get its number.
void Process::signal(int number) const {
  if (pid_ >= 0) ::kill(-pid_, number);
}

bool Process::ended() const {
  pollfd waited{exit_.get(), POLLIN, 0};
  return ::poll(&waited, 1, 0) > 0;
}

Exit Process::reap() {
  siginfo_t info{};
  while (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
  }
  ::kill(-pid_, SIGKILL);  // helpers that outlived it
  while (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED) != 0 && errno == EINTR) {
  }
  pid_ = -1;
  if (info.si_code == CLD_EXITED) return {info.si_status, 0};
  return {0, info.si_status};
}

std::string Process::last_words() const {
  std::string text(kLongestMessage, '\0');
  const auto got = ::pread(words_.get(), text.data(), text.size(), 0);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return text;
}

}  // namespace perigee::api
