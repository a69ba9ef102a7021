using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;

namespace NasCluster.Dashboard.Access;

/// <summary>Somebody who may use the dashboard. The key itself is not kept, only its SHA-256.</summary>
/// <param name="Role">One of <see cref="Access.Role.All"/>.</param>
/// <param name="Name">Of the person or program, for logs.</param>
/// <param name="Hash">SHA-256 of the key.</param>
/// <param name="Until">Last day it is good, in UTC; null for no end.</param>
internal sealed record ApiKey(string Role, string Name, byte[] Hash, DateOnly? Until = null)
{
    private const int Bytes = 32;

    /// <summary>256 random bits as a word.</summary>
    public static string Draw() => "nas_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public bool IsGoodAt(DateTimeOffset now) => Until is null || DateOnly.FromDateTime(now.UtcDateTime) <= Until;

    public ClaimsIdentity Identify(string scheme) =>
        new(
            [new(ClaimTypes.Name, Name), .. Access.Role.UpTo(Role).Select(role => new Claim(ClaimTypes.Role, role))],
            scheme
        );
}
