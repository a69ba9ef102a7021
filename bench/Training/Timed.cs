using System.Diagnostics;

namespace NasCluster.Training;

/// <summary>Milliseconds of one step.</summary>
/// <param name="Wall">By the clock.</param>
/// <param name="Busy">Of processors, all threads of the process together: what others do on the machine hardly changes it.</param>
internal readonly record struct Timed(double Wall, double Busy)
{
    public static Timed Of(int steps, Action work)
    {
        var busy = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        work();
        var wall = Stopwatch.GetElapsedTime(start);
        return new(wall.TotalMilliseconds / steps, (Environment.CpuUsage.TotalTime - busy).TotalMilliseconds / steps);
    }
}
