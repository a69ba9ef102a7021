namespace NasCluster.Cli.Commands;

/// <summary>The self-check's answer.</summary>
internal sealed record DoctorOutput(bool Ok, DoctorTorch Torch, DoctorCheck[] Checks);

/// <summary>libtorch as a trainer child has it.</summary>
internal sealed record DoctorTorch(string? Version, bool Loads, int Threads, string[] Devices);

/// <summary>One thing that was looked at.</summary>
internal sealed record DoctorCheck(string Name, bool Ok, string Detail);
