using System.Globalization;
using NasCluster.Domain.Training;

namespace NasCluster.Silo.Trainers;

/// <summary>The environment of a child: an allow-list, so that it gets no secret of the silo's.</summary>
internal static class TrainerEnvironment
{
    private static readonly string[] Allowed =
    [
        "CUDA_VISIBLE_DEVICES",
        "DOTNET_ROOT",
        "HOME",
        "LANG",
        "LD_LIBRARY_PATH",
        "NASCLUSTER_CACHE",
        "NASCLUSTER_CACHE_MB",
        "NASCLUSTER_DATA",
        "NASCLUSTER_MEMORY_LIMIT_MB",
        "NVIDIA_VISIBLE_DEVICES",
        "PATH",
        "TMPDIR",
        "TZ",
        "XDG_CACHE_HOME",
    ];

    public static void Fill(IDictionary<string, string?> environment, string device, int threads)
    {
        foreach (var name in environment.Keys.Where(name => !Allowed.Contains(name)).ToList())
        {
            environment.Remove(name);
        }

        var count = threads.ToString(CultureInfo.InvariantCulture);
        environment[TrainerProtocol.Device] = device;
        environment[TrainerProtocol.Threads] = count;

        // Native code reads these when it is loaded. Waiting threads must not spin: slots share the machine.
        environment["OMP_NUM_THREADS"] = count;
        environment["OMP_WAIT_POLICY"] = "PASSIVE";
        environment["GOMP_SPINCOUNT"] = "0";

        // Each candidate's first steps touch hundreds of megabytes of fresh memory: a fault for 2 MB instead of 4 KB.
        environment["GLIBC_TUNABLES"] = "glibc.malloc.hugetlb=1";

        // A crash of native code is an expected outcome here; a core file of gigabytes for each is not.
        environment["DOTNET_DbgEnableMiniDump"] = "0";
        environment["DOTNET_TieredPGO"] = "0";
    }
}
