import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "@fontsource-variable/noto-sans-kr/wght.css";
import "./styles/mantine";
import "./styles/tokens.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createAppRouter } from "./app/router";
import { createServices, ServicesContext } from "./app/services";
import { theme, variables } from "./app/theme";
import { LanguageProvider } from "./language/language";

const services = createServices();
const router = createAppRouter(services);
const root = document.getElementById("root");

if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <QueryClientProvider client={services.queries}>
          <ServicesContext value={services}>
            <LanguageProvider>
              <RouterProvider router={router} />
            </LanguageProvider>
          </ServicesContext>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
