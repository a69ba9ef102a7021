using System.Diagnostics;

namespace NasCluster.Grains;

/// <summary>
/// Named moments at which a test can have this process die as by kill -9. Off unless the environment variable
/// <see cref="Variable"/> names one: "settled", or "settled:3" for the third time it is reached.
/// </summary>
public static class CrashPoint
{
    public const string Variable = "NASCLUSTER_CRASH_AT";

    /// <summary>Candidates are decided on, and not stored.</summary>
    public const string Proposed = "proposed";

    /// <summary>A slot has a candidate, and has not begun.</summary>
    public const string Claimed = "claimed";

    /// <summary>An epoch's checkpoint file is there, and its pointer is not.</summary>
    public const string Checkpointed = "checkpointed";

    /// <summary>A result is stored, and the search does not know of it.</summary>
    public const string Settled = "settled";

    /// <summary>All candidates are final, and the experiment is not.</summary>
    public const string Finishing = "finishing";

    private static readonly string[]? At = Environment.GetEnvironmentVariable(Variable)?.Split(':');
    private static int _times;

    /// <summary>Ends the process where this point is the one, and it is reached for the time that was named.</summary>
    public static void Reach(string point)
    {
        if (At is null || At[0] != point)
        {
            return;
        }

        var wanted = At.Length > 1 && int.TryParse(At[1], out var number) ? number : 1;
        if (Interlocked.Increment(ref _times) == wanted)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
