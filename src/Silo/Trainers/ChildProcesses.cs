using System.Diagnostics;

namespace NasCluster.Silo.Trainers;

/// <summary>
/// Starts child processes one at a time. A child inherits every inheritable descriptor that is open while it is started: one
/// that starts beside a trainer would hold the ends of the trainer's pipes, and whoever reads them would never see their end.
/// </summary>
public static class ChildProcesses
{
    /// <summary>Held from before inheritable pipes are made until this process has let go of the child's ends.</summary>
    internal static Lock Starting { get; } = new();

    /// <summary>Starts a program that is given no descriptors but its standard ones.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static Process Start(ProcessStartInfo info)
    {
        lock (Starting)
        {
            return Process.Start(info)!;
        }
    }
}
