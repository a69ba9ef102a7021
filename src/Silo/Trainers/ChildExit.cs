using NasCluster.Domain.Candidates;
using NasCluster.Domain.Training;

namespace NasCluster.Silo.Trainers;

/// <summary>How a child ended, and whom that is charged to.</summary>
/// <param name="Code">Exit code; 128 + signal where a signal ended it.</param>
/// <param name="OutOfMemory">The kernel's out-of-memory killer was at work while it lived.</param>
/// <param name="LastOutput">The last lines it printed.</param>
internal sealed record ChildExit(int Code, bool OutOfMemory, string LastOutput)
{
    private const int Killed = 128 + 9;
    private const int Terminated = 128 + 15;
    private const int Interrupted = 128 + 2;

    /// <summary>The failure of an attempt whose child ended without a result.</summary>
    public CandidateFailure ToFailure() =>
        Code switch
        {
            TrainerProtocol.OutOfMemoryExit => new(FailureKind.OutOfMemory, Text("ran out of memory")),
            TrainerProtocol.DeviceLostExit => new(FailureKind.Infrastructure, Text("lost its device")),
            Killed when OutOfMemory => new(FailureKind.OutOfMemory, Text("was killed by the out-of-memory killer")),
            Killed or Terminated or Interrupted => new(FailureKind.Infrastructure, Text("was killed from outside")),
            0 => new(FailureKind.Protocol, Text("ended without a result")),
            _ => new(FailureKind.Crash, Text($"ended with exit code {Code}")),
        };

    private string Text(string what) =>
        LastOutput.Length == 0 ? $"The trainer {what}." : $"The trainer {what}. It printed: {LastOutput}";
}
